"""Every spelling that the get() of Keras's losses, metrics, optimizers and initializers takes, with the class that it stands for."""
import inspect

from keras.src import initializers, losses, metrics, optimizers
from keras.src.trainers.compile_utils import get_metric
import numpy as np

ABSTRACT = {"Initializer", "Loss", "LossFunctionWrapper", "MeanMetricWrapper", "Metric", "Optimizer"}


def names():
    return {module.__name__.rsplit(".", 1)[1]: spellings(module) for module in (losses, metrics, optimizers, initializers)} \
        | {"accuracy": accuracy()}


def spellings(module):
    """Of the table in which get() looks names up."""
    kinds = module.ALL_OBJECTS_DICT
    classes = {plain(kind.__name__): kind.__name__ for kind in kinds.values() if inspect.isclass(kind)}
    named = {name: classes[plain(kind.__name__)] for name, kind in kinds.items() if plain(kind.__name__) in classes}
    return {name: kind for name, kind in sorted(named.items()) if kind not in ABSTRACT}


def plain(name):
    """Losses are functions as well as classes."""
    return name.replace("_", "").lower()


def accuracy():
    """Words of compile(metrics=...) that choose a metric by the shapes of the labels and of the output."""
    labels, output = np.zeros((2, 1)), np.zeros((2, 3))
    return {word: type(get_metric(word, labels, output)).__name__ for word in ("accuracy", "acc", "Accuracy", "ACC")}
