#!/usr/bin/env python3
"""Models whose weights are not of float32 in files, for PureFilesInterop: writes Python's (.keras, .weights.h5, .h5), or reads what Java has written, each with a
JSON line of its weights and predictions.

    v/bin/python pure_files.py write|read FOLDER
"""
import json
import pathlib
import sys

import reference  # first, for it quiets TensorFlow
import h5py
import keras
from keras import Input, Sequential, layers as l

from golden_pure import told
from mixed_files import SAMPLES

TYPES = ["float64", "float16"]


def build(kind):
    return Sequential([Input((5,)), l.Dense(4, "tanh", dtype=kind), l.BatchNormalization(dtype=kind), l.Dense(2)])


def line(file, model):
    state = {v.path.split("/", 1)[1]: v.dtype for v in model.optimizer.variables} if model.optimizer else {}
    return {"file": file.name, "weights": [told(w) for w in model.get_weights()], "predictions": told(model.predict(SAMPLES, verbose=0)), "x": told(SAMPLES),
            "types": [v.dtype for v in model.weights], "state": [str(dtype) for dtype in state.values()],
            "iterations": int(model.optimizer.iterations.numpy()) if model.optimizer else -1, "slots": [told(v.numpy()) for v in model.optimizer.variables[2:]] if model.optimizer else []}


def trained(kind):
    keras.utils.set_random_seed(3)
    model = build(kind)
    model.compile("adam", "mean_squared_error")
    model.fit(SAMPLES, SAMPLES[:, :2], verbose=0)
    return model


def write(folder):
    for kind in TYPES:
        model = trained(kind)
        for ending in (".keras", ".weights.h5", ".h5"):
            file = folder / (kind + ending)
            (model.save_weights if ending == ".weights.h5" else model.save)(file)
            print(json.dumps(line(file, model)))


def stored(file):
    """The types of all datasets of floating numbers."""
    found = []
    with h5py.File(file) as root:
        root.visititems(lambda name, node: found.append(str(node.attrs.get("dtype", node.dtype))) if isinstance(node, h5py.Dataset) else None)
    return sorted(found)


def read(folder):
    for file in sorted(file for file in folder.iterdir() if file.is_file()):
        if file.name.endswith(".weights.h5"):
            model = trained(file.name.split(".")[0])
            model.load_weights(file)
        else:
            model = keras.models.load_model(file)
        print(json.dumps(line(file, model) | ({"stored": stored(file)} if file.suffix == ".h5" else {})))


if __name__ == "__main__":
    {"write": write, "read": read}[sys.argv[1]](pathlib.Path(sys.argv[2]))
