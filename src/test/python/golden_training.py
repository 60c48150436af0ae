"""Numbers of whole trainings: a small lopsided model step by step, and the notebooks' deep models in short."""
import keras
import numpy as np
from keras.layers import Activation, Dense, Flatten, Input

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


# ---- layers in a training

LAYER_MODELS = {
    "dense of matrices": lambda: [Input((2, 5)), Dense(4, "relu"), Flatten(), Dense(CLASSES, "softmax")],
    "dense of one unit, of matrices": lambda: [Input((2, 5)), Dense(1, "sigmoid"), Flatten(), Dense(CLASSES, "softmax")],
    "dense of one unit": lambda: [Input((2, 5)), Flatten(), Dense(1, "tanh"), Dense(CLASSES, "softmax")],
    "dense without bias": lambda: [Input((2, 5)), Flatten(), Dense(7, "elu", use_bias=False), Dense(CLASSES, "softmax", use_bias=False)],
    "activations as layers": lambda: [Input((2, 5)), Flatten(), Dense(6), Activation("tanh"), Dense(CLASSES), Activation("softmax")],
    "initializers": lambda: [Input((2, 5)), Flatten(), Dense(6, "relu", kernel_initializer="he_normal", bias_initializer="random_uniform"),
                             Dense(CLASSES, "softmax", kernel_initializer="orthogonal")],
    "probabilities without a softmax": lambda: [Input((2, 5)), Flatten(), Dense(6, "tanh"), Dense(CLASSES, "sigmoid")],
    "without an Input": lambda: [Flatten(), Dense(6, "relu"), Dense(CLASSES, "softmax")],
}


def layer_fits():
    """Fits of small models, with the loss and accuracy of each epoch and the weights after the last."""
    x, y = np.random.RandomState(3).randn(max(SIZES), 2, 5).astype("float32"), samples(1, max(SIZES))[1]
    return {"seed": SEED, "batch_size": BATCH, "epochs": EPOCHS, "x": array(x), "y": y.tolist(),
            "fits": [{"model": name, "n": n} | with_layers(LAYER_MODELS[name], x[:n], y[:n]) for name in LAYER_MODELS for n in SIZES]}


def with_layers(layers, x, y):
    keras.backend.clear_session()
    keras.utils.set_random_seed(SEED)
    model = keras.Sequential(layers())
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y, epochs=EPOCHS, batch_size=BATCH, verbose=0).history
    return {"history": history, "weights": weights(model), "predict_5": array(model.predict(x[:5], verbose=0))}


# ---- the deep models

def vanishing():
    """Short trainings: the first 3200 training images, one epoch, evaluated on all test images."""
    return {"limit": 3200, "epochs": 1, "batch_size": 32,
            "runs": {name: shortened(name) for name in ("vanishing32-relu", "vanishing32-sigmoid")}}


def shortened(name):
    run = reference.RUNS[name]
    initial = [start(w) for w in reference.built(run, SEED).get_weights()]
    trained = reference.train(name, SEED, epochs=1, limit=3200)
    assert trained["initial_weights_md5"] == [w["md5"] for w in initial]
    return {"seed": SEED, "initial_weights": initial,
            **{key: trained[key] for key in ("history", "evaluate", "weights_md5", "predict_md5")}}


def start(w):
    return {"shape": list(w.shape), "sum": float(w.sum(dtype="float64")), "first": w.ravel()[:3].tolist(), "md5": reference.md5(w)}
