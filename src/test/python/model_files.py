#!/usr/bin/env python3
"""Python Keras at the work of files: makes a model's file of some size, or loads one, saves it and prints a JSON line of the seconds.

    v/bin/python model_files.py make big.keras 100 && v/bin/python model_files.py time big.keras again.keras

The second extension tells the dialect: x.keras2.h5 is a file of tf_keras. No files at all: what the libraries alone take.
"""
import json
import os
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
UNITS = 1024


def library(path):
    if path.endswith(".keras2.h5"):
        import tf_keras
        return tf_keras
    import keras
    return keras


def holds_state(path):
    """Keras cannot go on from the optimizer's state in its own .h5, so that is left out."""
    return not path.endswith(".h5") or path.endswith((".keras2.h5", ".weights.h5"))


def model(path, megabytes):
    """Layers of 4 MB, three times that with adam's state."""
    keras = library(path)
    keras.utils.set_random_seed(42)
    count = round(megabytes * 1e6 / 4 / UNITS**2 / (3 if holds_state(path) else 1))
    layers = [keras.layers.Dense(UNITS, activation="relu", name=f"dense_{i}") for i in range(count)]
    made = keras.Sequential([keras.layers.Input((UNITS,)), *layers])
    if holds_state(path):
        made.compile(keras.optimizers.Adam(), "mean_squared_error")
        made.optimizer.build(made.trainable_variables)
    return made


def make(path, megabytes):
    made = model(path, float(megabytes))
    save(made, path)
    architecture(path, made)


def architecture(path, made):
    """Weights alone need a model to go into."""
    if path.endswith(".weights.h5"):
        made.save(path.replace(".weights.h5", ".keras"))


def save(made, path):
    made.save_weights(path) if path.endswith(".weights.h5") else made.save(path)


def load(path):
    return library(path).models.load_model(path)


def timed(path, copy):
    keras = library(path)
    if path.endswith(".weights.h5"):
        made = load(path.replace(".weights.h5", ".keras"))
        work = lambda: made.load_weights(path) or made
    else:
        work = lambda: load(path)
    began = time.perf_counter()
    loaded = work()
    middle = time.perf_counter()
    save(loaded, copy)
    print(json.dumps({"load": middle - began, "save": time.perf_counter() - middle}))


if __name__ == "__main__":
    {"make": make, "time": timed}[sys.argv[1]](*sys.argv[2:])
