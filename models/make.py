#!/usr/bin/env python3
"""Makes the reference models: make.py 3 with Keras 3.15.1 on TensorFlow 2.18.1, make.py 2 with tf_keras 2.18.0 (Keras 2) on the same.

The main model is small and has a layer of every kind, two of them without bias and one that is not trainable; it is trained for three epochs and saved in
every format of its generation. The others are awkward: models inside models, a model that is not compiled, names that are no words of English, 500 layers
whose names fill more than one attribute, and the numbers and texts of an .h5 stored in other ways. For each file that holds a whole model, expected.json says
what it predicts for x.npy, how it scores on x.npy and y.npy, which weights training leaves alone, and the losses of two more epochs after it was loaded
(batches of 4, not shuffled; null where the file does not keep the optimizer's state).
"""
import json
import os
import pathlib
import subprocess
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import numpy as np
import tensorflow as tf

if sys.argv[1] == "3":
    import keras
else:
    import tf_keras as keras

L, O = keras.layers, keras.optimizers
FOLDER = pathlib.Path(__file__).parent / f"keras{sys.argv[1]}"
REWRITE = pathlib.Path(__file__).parents[1] / "src" / "test" / "python" / "rewrite_h5.py"
MODERN = sys.argv[1] == "3"
# The generations draw dropout's masks otherwise.
DROP = 0.25 if MODERN else 0.0


def network():
    return keras.Sequential([
        L.Input((2, 3)), L.Flatten(name="flat"), L.Dense(8, activation="relu", kernel_initializer="he_normal"), L.BatchNormalization(), L.LeakyReLU(),
        L.Dropout(DROP, seed=3), L.Dense(16, use_bias=False, name="frozen", trainable=False), L.Activation("tanh"),
        L.Dense(5, activation="gelu", use_bias=False, kernel_initializer=keras.initializers.RandomUniform(-0.5, 0.5, seed=9)),
        L.Dense(3, activation="softmax")], name="reference")


def nested():
    """Equal names in two models, one that says its input and one that does not, one inside another, and a frozen layer before others."""
    deep = keras.Sequential([L.Dense(7, name="hidden"), L.BatchNormalization(), L.Dropout(DROP, seed=5)], name="deep")
    return keras.Sequential([
        L.Input((2, 3)), L.Flatten(),
        keras.Sequential([L.Dense(4, name="hidden", trainable=False), L.BatchNormalization(), L.Activation("tanh"), L.Dense(5, use_bias=False)], name="first"),
        keras.Sequential([L.Input((5,)), deep, L.Dense(6, "relu", name="hidden_2")], name="second"),
        L.Dense(3, activation="softmax")], name="nested")


def names():
    """Keras 2 makes scopes of names, and takes only what can be one; Keras 3 takes all, but runs them only step by step."""
    hidden, last = ("은닉 층 (1)", "출력: softmax") if MODERN else ("block/hidden.1", "a-very_long-name" * 8)
    return keras.Sequential([L.Input((2, 3)), L.Flatten(), L.Dense(4, "tanh", name=hidden), L.Dense(3, "softmax", name=last)],
                            name="한국어 모델" if MODERN else "names")


def deep():
    """The names come to 66 KB, of which an attribute holds 63; each layer keeps the length of what it gets."""
    turn = keras.initializers.Orthogonal(seed=1)
    layers = [L.Dense(6, use_bias=False, kernel_initializer=turn, name=f"layer_{i:03}_" + "x" * 120) if i % 50 == 0 else L.LeakyReLU(1.0, name=f"layer_{i:03}_" + "x" * 120)
              for i in range(497)]
    return keras.Sequential([L.Input((2, 3)), L.Flatten(), *layers, L.Dense(3), L.Activation("softmax")], name="deep")


def models():
    """By the files' names: the network, and its optimizer or none."""
    adam = O.Adam(0.01, amsgrad=True)
    if MODERN:
        main = {"adam": adam, "rmsprop": O.RMSprop(0.01, momentum=0.5, centered=True), "sgd": O.SGD(0.1, momentum=0.9, nesterov=True)}
    else:
        main = {"adam": adam, "legacy-adam": O.legacy.Adam(0.01), "legacy-sgd": O.legacy.SGD(0.1, momentum=0.9), "sgd": O.SGD(0.1)}
    return {name: (network, optimizer) for name, optimizer in main.items()} | {
        "nested": (nested, O.Adam(0.01)), "uncompiled": (network, None), "names": (names, O.SGD(0.1)), "deep": (deep, O.SGD(0.1))}


def trained(network, optimizer, x, y):
    keras.utils.set_random_seed(1)
    tf.config.run_functions_eagerly(network is names)
    model = network()
    if optimizer is not None:
        model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
        model.fit(x, y, epochs=3, batch_size=4, shuffle=False, verbose=0)
    return model


def told(file, x, y):
    keras.utils.set_random_seed(1)
    tf.config.run_functions_eagerly(file.stem == "names")
    model = keras.models.load_model(file)
    trainable = {id(weight) for weight in model.trainable_weights}
    compiled = getattr(model, "optimizer", None) is not None
    result = {"name": model.name, "optimizer": type(model.optimizer).__name__ if compiled else None, "params": model.count_params(), "layers": len(model.layers),
              "frozen": [i for i, weight in enumerate(model.weights) if id(weight) not in trainable and "moving" not in (weight.path if MODERN else weight.name)],
              "predict": model.predict(x, verbose=0).tolist(), "evaluate": model.evaluate(x, y, verbose=0) if compiled else None, "resumed": None}
    if compiled and not (MODERN and file.suffix == ".h5"):
        result["resumed"] = model.fit(x, y, epochs=2, batch_size=4, shuffle=False, verbose=0).history["loss"]
    return result


def save(name, model):
    """The files that hold all of it; the model of adam and that of models inside are also saved in parts."""
    if name in ("adam", "nested"):
        model.save_weights(FOLDER / f"{name}.weights.h5")
        (FOLDER / f"{name}.json").write_text(model.to_json())
        if not MODERN:
            model.save_weights(FOLDER / f"{name}-weights.h5")
    both = MODERN and name != "deep" or name in ("adam", "nested")
    files = [FOLDER / f"{name}.keras", FOLDER / f"{name}.h5"][0 if both else 1:]
    for file in files:
        model.save(file)
    return files


def main():
    FOLDER.mkdir(exist_ok=True)
    random = np.random.default_rng(5)
    x, y = random.normal(size=(11, 2, 3)).astype("float32"), random.integers(0, 3, 11).astype("float32")
    np.save(FOLDER / "x.npy", x)
    np.save(FOLDER / "y.npy", y)
    files = [file for name, (network, optimizer) in models().items() for file in save(name, trained(network, optimizer, x, y))]
    for way in ("float16", "float64", "big", "chunked", "fixed", "variable"):
        files.append(FOLDER / f"stored-{way}.h5")
        subprocess.run([sys.executable, REWRITE, FOLDER / "sgd.h5", files[-1], way], check=True, stdout=subprocess.DEVNULL)
    (FOLDER / "expected.json").write_text(json.dumps({file.name: told(file, x, y) for file in files}, indent=1, ensure_ascii=False))


main()
