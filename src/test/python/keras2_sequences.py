#!/usr/bin/env python3
"""Layers of sequences in files of tf_keras.

    keras2_sequences.py make FOLDER    each model as NAME.h5 and NAME.keras, and a JSON line of its predictions for the samples of numbers()
    keras2_sequences.py cudnn FOLDER   cudnn.h5, of layers that run on a GPU alone, and a JSON line of what those predict that take its weights anywhere
    keras2_sequences.py read FOLDER    the predictions of each NAME.java.h5, in the same order
"""
import json
import os
import pathlib
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import numpy as np
import tf_keras
from tf_keras import Input, Model, Sequential, layers as l
from tf_keras.src.layers.rnn.cudnn_gru import CuDNNGRU
from tf_keras.src.layers.rnn.cudnn_lstm import CuDNNLSTM


def attended(layer):
    x = Input((5, 3))
    return Model(x, layer(x, x) if isinstance(layer, l.MultiHeadAttention) else layer([x, x]))


def chain(layer):
    return Sequential([Input((5, 3)), layer])


MODELS = {
    "attention": lambda: attended(l.Attention(use_scale=True)),
    "additive": lambda: attended(l.AdditiveAttention()),
    "heads": lambda: attended(l.MultiHeadAttention(2, 3)),
    "rnn": lambda: chain(l.RNN(l.LSTMCell(4))),
    "stacked": lambda: chain(l.RNN([l.LSTMCell(4), l.GRUCell(3)], return_sequences=True)),
    "cells": lambda: chain(l.RNN(l.StackedRNNCells([l.SimpleRNNCell(4), l.GRUCell(3, reset_after=False)]))),
    "both": lambda: chain(l.Bidirectional(l.LSTM(2))),
    "gru": lambda: chain(l.GRU(4)),
    "hard": lambda: Sequential([Input((5, 3)), l.LSTM(4, recurrent_activation="hard_sigmoid", return_sequences=True), l.Activation("hard_sigmoid"),
                                l.Bidirectional(l.GRU(2, recurrent_activation="hard_sigmoid")), l.Dense(3, "hard_sigmoid")]),
    "film": lambda: Sequential([Input((5, 3)), l.Reshape((5, 3, 1, 1)), l.ConvLSTM2D(2, (2, 1)), l.Flatten()]),
}


def numbers():
    return (np.arange(30) % 7 / np.float32(7)).astype("float32").reshape(2, 5, 3)


def predicted(model):
    return model.predict(numbers(), verbose=0).ravel().tolist()


def two(lstm, gru):
    return Sequential([Input((5, 3)), lstm(4, return_sequences=True), l.Bidirectional(gru(2))])


def cudnn(folder):
    model = two(CuDNNLSTM, CuDNNGRU)
    model.set_weights([np.random.RandomState(i).randn(*w.shape) for i, w in enumerate(model.get_weights())])
    model.save(folder / "cudnn.h5")
    anywhere = two(l.LSTM, l.GRU)
    anywhere.load_weights(folder / "cudnn.h5")
    print(json.dumps({"predict": predicted(anywhere)}))


def main(what, folder):
    if what == "cudnn":
        return cudnn(folder)
    for name, build in MODELS.items():
        tf_keras.utils.set_random_seed(1)
        if what == "make":
            model = build()
            for form in ("h5", "keras"):
                model.save(folder / f"{name}.{form}")
        else:
            model = tf_keras.models.load_model(folder / f"{name}.java.h5")
        print(json.dumps({"name": name, "predict": predicted(model)}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], pathlib.Path(sys.argv[2]))
