#!/usr/bin/env python3
"""Python Keras at the work of files: makes a model's file of some size; or loads files, saves each and prints a JSON line of the seconds.

    v/bin/python model_files.py make big.keras 100
    v/bin/python model_files.py time small.keras small_copy.keras big.keras big_copy.keras      # the first warms up
    v/bin/python model_files.py idle big.keras      # what the libraries alone take

The name tells the format: x.keras, x.h5, x.keras2.h5 of tf_keras, x.weights.h5 (with x.json, which tells the model).
"""
import json
import os
import pathlib
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
    count = max(1, round(megabytes * 1e6 / 4 / UNITS**2 / (3 if holds_state(path) else 1)))
    layers = [keras.layers.Dense(UNITS, activation="relu", name=f"dense_{i}") for i in range(count)]
    made = keras.Sequential([keras.layers.Input((UNITS,)), *layers])
    return compiled(keras, made) if holds_state(path) else made


def compiled(keras, made):
    made.compile(keras.optimizers.Adam(), "mean_squared_error")
    made.optimizer.build(made.trainable_variables)
    return made


def make(path, megabytes):
    made = model(path, float(megabytes))
    save(made, path)
    if path.endswith(".weights.h5"):
        pathlib.Path(architecture(path)).write_text(made.to_json())


def architecture(path):
    """Weights alone need a model to go into."""
    return path.removesuffix(".weights.h5") + ".json"


def unweighted(path):
    keras = library(path)
    return compiled(keras, keras.models.model_from_json(pathlib.Path(architecture(path)).read_text()))


def save(made, path):
    made.save_weights(path) if path.endswith(".weights.h5") else made.save(path)


def timed(path, copy):
    into = unweighted(path) if path.endswith(".weights.h5") else None
    keras = library(path)
    began = time.perf_counter()
    if into is None:
        into = keras.models.load_model(path)
    else:
        into.load_weights(path)
    middle = time.perf_counter()
    save(into, copy)
    print(json.dumps({"load": middle - began, "save": time.perf_counter() - middle}))


def main(command, path, *more):
    if command == "make":
        make(path, *more)
    elif command == "time":
        files = [path, *more]
        for pair in zip(files[::2], files[1::2]):
            timed(*pair)
    else:
        library(path)


if __name__ == "__main__":
    main(*sys.argv[1:])
