#!/usr/bin/env python3
"""Files of models whose axes have no known size, as both Kerases write them: FOLDER/NAME.keras, .h5 and .keras2.h5. Prints a JSON line for each, with what it
predicts for ids or images of two sizes.

    v/bin/python axes_files.py FOLDER
"""
import json
import os
import pathlib
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import numpy as np
import keras
import tf_keras

from golden_numbers import array


def texts(K):
    L = K.layers
    return K.Sequential([L.Input((None,)), L.Embedding(9, 4, mask_zero=True), L.Bidirectional(L.LSTM(3, return_sequences=True)), L.GRU(3), L.Dense(2)])


def joined(K):
    L = K.layers
    x = L.Input((None, 3), name="x")
    y = L.LayerNormalization()(L.Dense(4, "tanh")(x))
    return K.Model(x, L.LSTM(3)(L.Concatenate()([y, x])))


def images(K):
    L = K.layers
    return K.Sequential([L.Input((None, None, 3)), L.Conv2D(4, 3, activation="relu"), L.BatchNormalization(), L.GlobalAveragePooling2D(), L.Dense(2)])


MODELS = {"texts": (texts, [(4, 5), (4, 8)]), "joined": (joined, [(4, 5, 3), (4, 2, 3)]), "images": (images, [(4, 5, 6, 3), (4, 3, 9, 3)])}
ENDINGS = {".keras": keras, ".h5": keras, ".keras2.h5": tf_keras}


def data(name, shape):
    state = np.random.RandomState(sum(shape))
    return (state.randint(0, 9, shape) if name == "texts" else state.randn(*shape)).astype("float32")


def main(folder):
    for name, (build, shapes) in MODELS.items():
        for ending, K in ENDINGS.items():
            K.utils.set_random_seed(7)
            model = build(K)
            model.save(str(pathlib.Path(folder) / (name + ending)))
            xs = [data(name, shape) for shape in shapes]
            print(json.dumps({"file": name + ending, "x": [array(x) for x in xs], "y": [array(model.predict(x, verbose=0)) for x in xs]}))


if __name__ == "__main__":
    main(*sys.argv[1:])
