#!/usr/bin/env python3
"""Makes the reference models: make.py 3 with Keras 3.15.1 on TensorFlow 2.18.1, make.py 2 with tf_keras 2.18.0 (Keras 2) on the same.

The model is small and has a layer of every kind, two of them without bias and one that is not trainable; it is trained for three epochs and saved in
every format of its generation. For each file that holds all of it, expected.json says what it predicts for x.npy, how it scores on x.npy and y.npy, and
the losses of two more epochs after it was loaded (batches of 4, not shuffled; null where the file does not keep the optimizer's state).
"""
import json
import os
import pathlib
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import numpy as np

if sys.argv[1] == "3":
    import keras
else:
    import tf_keras as keras

L = keras.layers
FOLDER = pathlib.Path(__file__).parent / f"keras{sys.argv[1]}"
MODERN = sys.argv[1] == "3"


def network():
    # The generations draw dropout's masks otherwise.
    return keras.Sequential([
        L.Input((2, 3)), L.Flatten(name="flat"), L.Dense(8, activation="relu", kernel_initializer="he_normal"), L.BatchNormalization(), L.LeakyReLU(),
        L.Dropout(0.25 if MODERN else 0.0, seed=3), L.Dense(16, use_bias=False, name="frozen", trainable=False), L.Activation("tanh"),
        L.Dense(5, activation="gelu", use_bias=False, kernel_initializer=keras.initializers.RandomUniform(-0.5, 0.5, seed=9)),
        L.Dense(3, activation="softmax")], name="reference")


def optimizers():
    """By the files' names."""
    O = keras.optimizers
    if MODERN:
        return {"adam": O.Adam(0.01, amsgrad=True), "rmsprop": O.RMSprop(0.01, momentum=0.5, centered=True), "sgd": O.SGD(0.1, momentum=0.9, nesterov=True)}
    return {"adam": O.Adam(0.01, amsgrad=True), "legacy-adam": O.legacy.Adam(0.01), "legacy-sgd": O.legacy.SGD(0.1, momentum=0.9), "sgd": O.SGD(0.1)}


def trained(optimizer, x, y):
    keras.utils.set_random_seed(1)
    model = network()
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x, y, epochs=3, batch_size=4, shuffle=False, verbose=0)
    return model


def told(file, x, y):
    keras.utils.set_random_seed(1)
    model = keras.models.load_model(file)
    result = {"predict": model.predict(x, verbose=0).tolist(), "evaluate": model.evaluate(x, y, verbose=0), "params": model.count_params(), "resumed": None}
    if not (MODERN and file.suffix == ".h5"):
        result["resumed"] = model.fit(x, y, epochs=2, batch_size=4, shuffle=False, verbose=0).history["loss"]
    return result


def main():
    FOLDER.mkdir(exist_ok=True)
    random = np.random.default_rng(5)
    x, y = random.normal(size=(11, 2, 3)).astype("float32"), random.integers(0, 3, 11).astype("float32")
    np.save(FOLDER / "x.npy", x)
    np.save(FOLDER / "y.npy", y)
    expected = {}
    for name, optimizer in optimizers().items():
        model = trained(optimizer, x, y)
        files = [FOLDER / f"{name}.keras", FOLDER / f"{name}.h5"]
        if name == "adam":
            model.save_weights(FOLDER / "adam.weights.h5")
            (FOLDER / "adam.json").write_text(model.to_json())
            if not MODERN:
                model.save_weights(FOLDER / "adam-weights.h5")
        elif not MODERN:
            files = files[1:]
        for file in files:
            model.save(file)
            expected[file.name] = told(file, x, y)
    (FOLDER / "expected.json").write_text(json.dumps(expected, indent=1))


main()
