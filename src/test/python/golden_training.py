"""Numbers of whole trainings: a small lopsided model step by step, and the notebooks' deep models in short."""
import keras
import numpy as np
from keras.layers import Dense, Input

import reference
from golden_numbers import ACTIVATIONS, array, needed

SEED = 42
LAYERS = [(7, "relu"), (4, "sigmoid"), (3, "softmax")]
FEATURES, CLASSES = 5, 3
SIZES = [20, 24]  # with batches of 6: a partial last batch, and none
BATCH, EPOCHS, STEPS = 6, 3, 5
HIDDEN = [16, 9]


def samples(seed, n):
    state = np.random.RandomState(seed)
    return state.randn(n, FEATURES).astype("float32"), state.randint(0, CLASSES, n)


def small_model():
    keras.backend.clear_session()
    keras.utils.set_random_seed(SEED)
    model = keras.Sequential([Input((FEATURES,)), *[Dense(units, activation) for units, activation in LAYERS]])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def weights(model):
    return [array(w) for w in model.get_weights()]


# ---- first steps

def first_steps():
    """Each of train_on_batch, fit and fit_validated starts from a new model with the same seed, so from initial_weights."""
    x, y = samples(1, max(SIZES))
    validation = samples(2, 7)
    return {
        "seed": SEED, "input": FEATURES, "layers": LAYERS, "optimizer": "adam", "loss": "sparse_categorical_crossentropy",
        "batch_size": BATCH, "epochs": EPOCHS, "x": array(x), "y": y.tolist(),
        "x_val": array(validation[0]), "y_val": validation[1].tolist(), "initial_weights": weights(small_model()),
        "cases": [case(x[:n], y[:n], validation) for n in SIZES]}


def case(x, y, validation):
    return {"n": len(x), "train_on_batch": by_batch(x, y), "fit": fitted(x, y), "fit_validated": fitted(x, y, validation)}


def by_batch(x, y):
    """[loss, accuracy] of each batch alone (train_on_batch resets the metrics): consecutive, unshuffled, from the start again at the end."""
    model = small_model()
    starts = [start for _ in range(2) for start in range(0, len(x), BATCH)][:STEPS]
    results = [model.train_on_batch(x[start:start + BATCH], y[start:start + BATCH]) for start in starts]
    return {"starts": starts, "results": [[float(v) for v in result] for result in results], "weights": weights(model)}


def fitted(x, y, validation=None):
    model = small_model()
    history = model.fit(x, y, epochs=EPOCHS, batch_size=BATCH, validation_data=validation, verbose=0).history
    trained = weights(model)
    return {"history": history, "weights": trained, "evaluate": model.evaluate(x, y, batch_size=BATCH, verbose=0),
            "predict_5": array(model.predict(x[:5], verbose=0))}


# ---- every activation in a training

def activation_fits():
    """A fit of two hidden layers with each activation, on the samples of first_steps; not glu, whose Dense tells Keras a wrong shape."""
    names = [name for name, function in ACTIVATIONS.items() if not needed(function) and name != "glu"]
    return {"seed": SEED, "input": FEATURES, "hidden": HIDDEN, "classes": CLASSES, "batch_size": BATCH, "epochs": EPOCHS,
            "fits": [{"activation": name, "n": n} | with_activation(name, n) for name in sorted(names) for n in SIZES]}


def with_activation(name, n):
    keras.backend.clear_session()
    keras.utils.set_random_seed(SEED)
    model = keras.Sequential([Input((FEATURES,)), *[Dense(units, name) for units in HIDDEN], Dense(CLASSES, "softmax")])
    model.compile("adam", "sparse_categorical_crossentropy")
    x, y = samples(1, max(SIZES))
    history = model.fit(x[:n], y[:n], epochs=EPOCHS, batch_size=BATCH, verbose=0).history
    return {"loss": history["loss"], "weights_md5": reference.weights_md5(model)}


# ---- the deep models

def vanishing():
    """Short trainings: the first 3200 training images, one epoch, evaluated on all test images."""
    return {"limit": 3200, "epochs": 1, "batch_size": 32,
            "runs": {name: shortened(name) for name in ("vanishing32-relu", "vanishing32-sigmoid")}}


def shortened(name):
    run = reference.RUNS[name]
    initial = [start(w) for w in run.built(SEED).get_weights()]
    trained = reference.train(name, SEED, epochs=1, limit=3200)
    assert trained["initial_weights_md5"] == [w["md5"] for w in initial]
    return {"seed": SEED, "initial_weights": initial,
            **{key: trained[key] for key in ("history", "evaluate", "weights_md5", "predict_md5")}}


def start(w):
    return {"shape": list(w.shape), "sum": float(w.sum(dtype="float64")), "first": w.ravel()[:3].tolist(), "md5": reference.md5(w)}
