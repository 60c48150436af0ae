"""What ScheduleFreeAdamW keeps, in fits, batches and files: its momentum begins as 0 in a model that was made, and as the first values of the weights in one that was
read from a .keras and had not trained. Java has the same cases in src/test/java/kerava/interop/BegunFits.java."""
import pathlib
import tempfile

import keras
import tensorflow as tf
from keras import Sequential
from keras.layers import Dense, Input

from golden_fits import CLASSES, SEED, labels, samples
from golden_optimizers import several
from golden_numbers import array

ADAMW = keras.optimizers.ScheduleFreeAdamW
OPTIMIZERS = {
    "plain": lambda: ADAMW(0.05, epsilon=1e-3),
    "warming up": lambda: ADAMW(0.05, epsilon=1e-3, warmup_steps=5, weight_decay=0.1),
    "gradients of two steps, averaged": lambda: ADAMW(0.05, epsilon=1e-3, gradient_accumulation_steps=2, use_ema=True, ema_momentum=0.8),
    "one of several": lambda: several(keras.optimizers.SGD(0.05), {".*kernel": ADAMW(0.05, epsilon=1e-3)}),
    "scaled": lambda: keras.optimizers.LossScaleOptimizer(ADAMW(0.05, epsilon=1e-3), initial_scale=2.0**127, dynamic_growth_steps=3),
}
N = 24


def fit(n=N, batch_size=6, epochs=2):
    return {"do": "fit", "n": n, "batch_size": batch_size, "epochs": epochs}


def batch(n):
    return {"do": "train_on_batch", "n": n}


LOAD, EVALUATE, COMPILE = {"do": "load"}, {"do": "evaluate", "n": N}, {"do": "compile"}
CASES = {
    "twice": [fit(), fit()],
    "a smaller batch at last": [fit(n=20), fit(n=20)],
    "batches of other sizes": [fit(), fit(batch_size=8), fit(), fit(n=20)],
    "a smaller batch at last, then none": [fit(n=20), fit(), fit(n=20)],
    "evaluated between": [fit(), EVALUATE, fit()],
    "batch by batch": [batch(6), batch(6), batch(4), batch(6), batch(5), batch(4)],
    "one batch, then a fit": [batch(6), fit(), fit(n=20)],
    "datasets of unknown length": [fit() | {"do": "fit_dataset"}, fit(), fit(n=20) | {"do": "fit_dataset"}],
    "compiled again": [fit(), COMPILE, fit()],
    "loaded": [fit(), LOAD, fit(), fit(n=20), LOAD, fit()],
    "loaded after one that does not change weights": [fit(n=18, batch_size=6, epochs=1), LOAD, fit()],
    "loaded before a fit": [LOAD, fit(), LOAD, fit()],
    "loaded and compiled again": [fit(), LOAD, COMPILE, fit()],
}
PAIRS = [(case, "plain") for case in CASES] + [(case, name) for case in ("twice", "batches of other sizes", "loaded", "loaded after one that does not change weights")
                                               for name in OPTIMIZERS if name != "plain"]


def begun_fits():
    return {"seed": SEED, "x": array(samples((5,), N)), "y": array(labels(N)),
            "fits": [{"case": case, "optimizer": name, "steps": left(CASES[case], OPTIMIZERS[name])}
                     for case, name in PAIRS] + [{"case": "three steps at once", "optimizer": "plain", "steps_per_execution": 3,
                                                  "steps": left([fit(n=20), fit()], OPTIMIZERS["plain"], 3)}]}


def left(steps, optimizer, steps_per_execution=1):
    """Each of the steps with what it left."""
    keras.backend.clear_session()
    keras.utils.set_random_seed(SEED)
    model = Sequential([Input((5,)), Dense(4, "tanh"), Dense(CLASSES, "softmax")])
    compiled(model, optimizer, steps_per_execution)
    told = []
    for step in steps:
        model = done(step, model, optimizer, steps_per_execution)
        told.append(step | {"weights": [array(w) for w in model.get_weights()], "momentum": [array(v) for v in momentum(model.optimizer)]})
    return told


def compiled(model, optimizer, steps_per_execution):
    model.compile(optimizer(), "sparse_categorical_crossentropy", steps_per_execution=steps_per_execution)


def done(step, model, optimizer, steps_per_execution):
    n = step.get("n")
    x, y = samples((5,), N)[:n], labels(N)[:n]
    if step["do"] == "compile":
        compiled(model, optimizer, steps_per_execution)
    elif step["do"] == "fit":
        model.fit(x, y, batch_size=step["batch_size"], epochs=step["epochs"], verbose=0)
    elif step["do"] == "fit_dataset":
        model.fit(tf.data.Dataset.from_tensor_slices((x, y)).filter(lambda *parts: True).batch(step["batch_size"]), epochs=step["epochs"], verbose=0)
    elif step["do"] == "evaluate":
        model.evaluate(x, y, verbose=0)
    elif step["do"] == "train_on_batch":
        model.train_on_batch(x, y)
    else:
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "model.keras"
            model.save(file)
            keras.utils.set_random_seed(SEED)
            return keras.saving.load_model(file)
    return model


def momentum(optimizer):
    return [v for v in getattr(optimizer, "inner_optimizer", optimizer).variables if v.path.endswith("_momentum")]
