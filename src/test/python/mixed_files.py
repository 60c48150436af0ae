#!/usr/bin/env python3
"""Models of mixed types in files, for MixedFilesInterop: writes Python's (.keras, .h5), or reads what Java has written, each with a JSON line of its predictions.

    v/bin/python mixed_files.py write|read FOLDER
"""
import json
import pathlib
import sys

import reference  # first, for it quiets TensorFlow
import keras
import numpy as np

from golden_graphs import mixed
from golden_mixed import MODELS
from golden_numbers import array

SAMPLES = np.sin(np.arange(1, 16, dtype="float32")).reshape(3, 5)


def told(file, model, policies):
    return {"file": file.name, "x": array(SAMPLES), "predictions": array(model.predict(SAMPLES, verbose=0).astype("float32")), "dtypes": policies}


def policies(model):
    return [layer.dtype_policy.name for layer in model.layers]


def write(folder):
    for name, policy in (("dropped", "mixed_bfloat16"), ("normalized", "mixed_float16"), ("without an Input", "mixed_bfloat16")):
        keras.utils.set_random_seed(3)
        model = mixed(policy, MODELS[name])()
        model.compile("adam", "mean_squared_error")
        model.fit(SAMPLES, SAMPLES[:, :2], verbose=0)
        for ending in (".keras", ".h5"):
            file = folder / f"{name.replace(' ', '_')}{ending}"
            model.save(file)
            print(json.dumps(told(file, model, policies(model))))


def read(folder):
    for file in sorted(folder.iterdir()):
        model = keras.models.load_model(file)
        print(json.dumps(told(file, model, policies(model)) | {"iterations": int(model.optimizer.iterations.numpy()) if model.optimizer else -1}))


if __name__ == "__main__":
    {"write": write, "read": read}[sys.argv[1]](pathlib.Path(sys.argv[2]))
