#!/usr/bin/env python3
"""Python Keras in the part of bench.py that compares ways to train: makes the models and data that all sides read, and trains in one of Keras's ways.

    v/bin/python way_times.py make FOLDER MODEL COUNT               # model.keras, weights.npz (w00, w01, ... as get_weights()), x.npy, y.npy
    v/bin/python way_times.py default FOLDER MODEL BATCH EPOCHS     # or steps, or jit: prints a JSON line

Every side does the same: one step on the first batch, then the epochs, all batches full and in the order of the file.
"""
import hashlib
import json
import os
import pathlib
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras
import numpy as np
from keras.layers import (Add, Conv2D, Dense, Flatten, GlobalAveragePooling1D, Input, LayerNormalization, LSTM, MaxPooling2D,
                          MultiHeadAttention)

from sequence_times import Clock

WAYS = {"default": {}, "steps": {"steps_per_execution": 50}, "jit": {"jit_compile": True}}


# ---- data

def pictures(count):
    import reference
    (x, y), _ = reference.mnist()
    return x[:count].astype("float32"), y[:count].astype("int32")


def flat_pictures(count):
    x, y = pictures(count)
    return x.reshape(-1, 784), y


def pictures_with_channel(count):
    x, y = pictures(count)
    return x[..., None], y


def sequences(count):
    """Of 100 steps; the class is in the last of them."""
    x = np.random.RandomState(0).standard_normal((count, 100, 8)).astype("float32")
    return x, x[:, -1].argmax(-1).astype("int32")


def short_sequences(count):
    """Of 40 steps; the class is in the first of them."""
    x = np.random.RandomState(0).standard_normal((count, 40, 32)).astype("float32")
    return x, x[:, 0, :10].argmax(-1).astype("int32")


# ---- models

def perceptron():
    return keras.Sequential([Input((784,)), Dense(100, activation="relu"), Dense(10, activation="softmax")])


def convnet():
    """mnist_convnet without its Dropout: no two libraries draw the same numbers."""
    return keras.Sequential([Input((28, 28, 1)), Conv2D(32, 3, activation="relu"), MaxPooling2D(2), Conv2D(64, 3, activation="relu"), MaxPooling2D(2),
                             Flatten(), Dense(10, activation="softmax")])


def lstm():
    return keras.Sequential([Input((100, 8)), LSTM(64), Dense(10, activation="softmax")])


def transformer():
    """On numbers: Keras's Adam squares each row of an Embedding's gradient before it sums them, which no other library does."""
    steps = Input((40, 32))
    x = Dense(64)(steps)
    x = LayerNormalization(epsilon=1e-5)(Add()([x, MultiHeadAttention(4, 16)(x, x)]))
    x = LayerNormalization(epsilon=1e-5)(Add()([x, Dense(64)(Dense(128, activation="relu")(x))]))
    return keras.Model(steps, Dense(10, activation="softmax")(GlobalAveragePooling1D()(x)))


MODELS = {"784-100-10": (perceptron, flat_pictures), "mnist-convnet": (convnet, pictures_with_channel), "lstm": (lstm, sequences),
          "transformer": (transformer, short_sequences)}


def make(folder, name, count):
    keras.utils.set_random_seed(42)
    model, data = MODELS[name]
    model, (x, y) = model(), data(int(count))
    model.save(folder / "model.keras")
    np.savez(folder / "weights.npz", **{f"w{i:02}": weight for i, weight in enumerate(model.get_weights())})
    np.save(folder / "x.npy", x), np.save(folder / "y.npy", y)


# ---- a way to train

def train(way, folder, batch, epochs):
    x, y, clock = np.load(folder / "x.npy"), np.load(folder / "y.npy"), Clock()
    model = keras.models.load_model(folder / "model.keras", compile=False)
    model.compile("adam", "sparse_categorical_crossentropy", **WAYS[way])
    fit = lambda count, **settings: model.fit(x[:count], y[:count], batch_size=batch, shuffle=False, verbose=0, **settings).history["loss"]
    loss, first_at = fit(batch), time.time()
    loss += fit(len(x), epochs=epochs, callbacks=[clock])
    md5 = [hashlib.md5(weight.tobytes()).hexdigest() for weight in model.get_weights()]
    print(json.dumps({"first_at": first_at, "seconds": clock.seconds, "loss": loss, "md5": md5}))


if __name__ == "__main__":
    verb, folder, *rest = sys.argv[1:]
    if verb == "make":
        make(pathlib.Path(folder), *rest)
    else:
        train(verb, pathlib.Path(folder), *map(int, rest[1:]))
