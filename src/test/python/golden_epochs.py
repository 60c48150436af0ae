"""Fits with the settings that say which batches an epoch has, in what order, and when it is validated; Java has the same in
src/test/java/kerava/interop/EpochFits.java, which reads the settings from here."""
import warnings

import keras
import tensorflow as tf
from keras.layers import Dense, Dropout, Input
from tensorflow.python.keras.engine.data_adapter import TensorLikeDataAdapter

from golden_fits import SEED, SHORT, labels, samples
from golden_numbers import array, one_of

BATCH, SIZES = SHORT.batch_size, SHORT.sizes  # four batches, the last one partial or not
VALIDATED = {"validation": 10}  # how many of the first samples
CASES = {
    "validation_freq": VALIDATED | {"epochs": 5, "validation_freq": 2},
    "validation_freq, more than epochs": VALIDATED | {"epochs": 2, "validation_freq": 3},
    "validation_freq, a list": VALIDATED | {"epochs": 4, "validation_freq": [1, 3, 9]},
    "initial_epoch": VALIDATED | {"epochs": 4, "initial_epoch": 1, "validation_freq": 2},
    "initial_epoch after the last": {"epochs": 2, "initial_epoch": 2},
    "steps_per_epoch 1": {"epochs": 6, "steps_per_epoch": 1},
    "steps_per_epoch 3": {"epochs": 5, "steps_per_epoch": 3},
    "steps_per_epoch, all": {"epochs": 3, "steps_per_epoch": 4},
    "steps_per_epoch, more than there are": {"epochs": 3, "steps_per_epoch": 9},
    "steps_per_epoch without batch_size": {"epochs": 3, "steps_per_epoch": 3, "batch_size": None},
    "steps_per_epoch without shuffle": {"epochs": 4, "steps_per_epoch": 3, "shuffle": False},
    "steps_per_epoch, two at once": {"epochs": 4, "steps_per_epoch": 3, "steps_per_execution": 2},
    "steps_per_epoch, three at once": {"epochs": 4, "steps_per_epoch": 2, "steps_per_execution": 3},
    "validation_steps": VALIDATED | {"epochs": 2, "validation_steps": 1},
    "validation_steps, more than there are": VALIDATED | {"epochs": 2, "validation_steps": 7},
    "validation_steps without batch_size": VALIDATED | {"epochs": 2, "validation_steps": 3, "batch_size": None},
    "validation_steps, two at once": VALIDATED | {"epochs": 2, "validation_steps": 1, "validation_batch_size": 3, "steps_per_execution": 2},
    "validation_batch_size": VALIDATED | {"epochs": 2, "validation_batch_size": 4},
    "shuffle within batches": {"epochs": 3, "shuffle": "batch"},
    "shuffle within batches, steps_per_epoch": {"epochs": 5, "shuffle": "batch", "steps_per_epoch": 3},
    "shuffle anew": {"epochs": 4, "shuffle": "anew"},
    "shuffle anew, initial_epoch": {"epochs": 5, "shuffle": "anew", "initial_epoch": 2},
}


def epoch_fits():
    n = max(SIZES)
    return {"seed": SEED, "x": array(samples((5,), n)), "y": labels(n).tolist(),
            "fits": [{"case": name, "n": size} | fitted(size, **case) for name, case in CASES.items() for size in [one_of(SIZES, name)]]}


def noisy(steps_per_execution):
    """A model whose training tells which samples were in which batch, and how often it has drawn."""
    keras.backend.clear_session()
    keras.utils.set_random_seed(SEED)
    model = keras.Sequential([Input((5,)), Dense(7, "tanh"), Dropout(0.3), Dense(4, "softmax")])
    model.compile(keras.optimizers.SGD(0.1, momentum=0.9), "sparse_categorical_crossentropy", metrics=["accuracy"],
                  steps_per_execution=steps_per_execution)
    return model


def fitted(n, validation=0, steps_per_execution=1, **settings):
    told = dict(settings, validation=validation, steps_per_execution=steps_per_execution)
    model = noisy(steps_per_execution)
    x, y = samples((5,), max(SIZES))[:n], labels(max(SIZES))[:n]
    if validation:
        settings["validation_data"] = x[:validation], y[:validation]
    settings = {"batch_size": BATCH} | settings
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        if settings.get("shuffle") == "anew":
            left = model.fit(anew(x, y, settings), **without(settings, "shuffle", "batch_size"), steps_per_epoch=-(-n // BATCH), verbose=0)
        else:
            left = model.fit(x, y, verbose=0, **settings)
    warned = sorted({str(each.message) for each in caught if "ran out" in str(each.message)})
    return {"settings": told, "warned": warned, "history": left.history, "epochs": left.epoch,
            "weights": [array(w) for w in model.get_weights()],
            "evaluate": model.evaluate(x, y, batch_size=5, steps=3, verbose=0),
            "predict": array(model.predict(x, steps=3, verbose=0))}


def anew(x, y, settings):
    """The batches as tf.keras 2 drew them: one shuffle for all epochs."""
    epochs = settings["epochs"] - settings.get("initial_epoch", 0)
    return TensorLikeDataAdapter(tf.constant(x), tf.constant(y), batch_size=BATCH, epochs=epochs, shuffle=True).get_dataset()


def without(settings, *names):
    return {name: value for name, value in settings.items() if name not in names}
