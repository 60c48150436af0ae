"""Fits by the rules of Keras 2: tf_keras 2.18 (of requirements.txt) with its legacy optimizers. Java has the same in src/test/java/kerava/interop/Keras2Fits.java."""
import functools

from golden_fits import labels, samples
from golden_numbers import array

EPOCHS, BATCH = 3, 8
SEED_OF_SIZE = {40: 11, 43: 0}  # full batches, and a partial last one
INITIALIZERS = ("glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lecun_uniform", "lecun_normal", "random_uniform",
                "random_normal", "truncated_normal", "variance_scaling", "orthogonal")


def keras2_fits():
    import tf_keras
    n = max(SEED_OF_SIZE)
    return {"epochs": EPOCHS, "batch_size": BATCH, "x": array(samples((3, 4), n)), "y": (labels(n) % 3).tolist(), "tf_keras": tf_keras.__version__,
            "fits": [fitted(tf_keras, name, size, seed, **case) for name, case in cases(tf_keras).items() 
                     for size, seed in SEED_OF_SIZE.items() if name != "initializers" or size == 40]}


def cases(keras):
    O, L = keras.optimizers.legacy, keras.layers
    adam = {"optimizer": O.Adam}
    return {
        "adam": adam,
        "amsgrad": {"optimizer": lambda: O.Adam(0.01, 0.8, 0.99, 1e-5, True)},
        "sgd": {"optimizer": lambda: O.SGD(0.1)},
        "momentum": {"optimizer": lambda: O.SGD(0.05, 0.9)},
        "nesterov": {"optimizer": lambda: O.SGD(0.05, 0.7, True)},
        "rmsprop": {"optimizer": O.RMSprop},
        "rmsprop, centered": {"optimizer": lambda: O.RMSprop(0.01, 0.8, 0.0, 1e-5, True)},
        "adagrad": {"optimizer": lambda: O.Adagrad(0.1, 0.2, 1e-5)},
        "one-hot": adam | {"layers": lambda: [L.Dense(8, "sigmoid"), L.Dense(3), L.Activation("softmax")], "loss": "categorical_crossentropy"},
        "binary": adam | {"layers": lambda: [L.Dense(16, "relu"), L.Dense(1, "sigmoid")], "loss": "binary_crossentropy"},
        "validation": adam | {"validation_split": 0.25},
        "in order": adam | {"shuffle": False},
        "twice": adam | {"again": 2},
        "initializers": adam | {"layers": lambda: [*(L.Dense(3 + i % 3, "relu", kernel_initializer=name) for i, name in enumerate(INITIALIZERS)),
                                                   L.Dense(3, "softmax")]},
    }


def usual(L):
    return [L.Dense(9, "relu"), L.Dropout(0.25), L.Dense(6, "tanh"), L.Dropout(0.4), L.Dense(3, "softmax")]


def fitted(keras, name, n, seed, optimizer, layers=None, loss="sparse_categorical_crossentropy", again=0, **settings):
    x, y = samples((3, 4), max(SEED_OF_SIZE))[:n], labels(max(SEED_OF_SIZE))[:n] % 3
    y = {"categorical_crossentropy": lambda: keras.utils.to_categorical(y, 3), "binary_crossentropy": lambda: y % 2}.get(loss, lambda: y)()
    keras.backend.clear_session()
    keras.utils.set_random_seed(seed)
    L = keras.layers
    model = keras.Sequential([L.Input((3, 4)), L.Flatten(), *(layers or functools.partial(usual, L))()])
    model.compile(optimizer(), loss, metrics=["accuracy"])
    initial = [array(w) for w in model.get_weights()]
    history = model.fit(x, y, epochs=EPOCHS, batch_size=BATCH, verbose=0, **settings).history
    if again:
        for key, more in model.fit(x, y, epochs=again, batch_size=BATCH, verbose=0).history.items():
            history[key] += more
    return {"case": name, "n": n, "seed": seed, "initial": initial if name == "initializers" else [], "history": history, "weights": [array(w) for w in model.get_weights()],
            "evaluate": model.evaluate(x, y, batch_size=BATCH, verbose=0)}
