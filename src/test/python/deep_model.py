#!/usr/bin/env python3
"""Python Keras at a deep model: builds it, trains one step and prints a JSON line of the seconds and the loss.

    v/bin/python deep_model.py 10 100      # numbers of layers, one time after the other: the first warms up
"""
import json
import os
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras
import numpy as np


def run(layers):
    keras.backend.clear_session()
    keras.utils.set_random_seed(42)
    x = (np.arange(32 * 16) % 7 / np.float32(7)).astype("float32").reshape(32, 16)
    began = time.perf_counter()
    inputs = y = keras.Input((16,))
    for _ in range(layers):
        y = keras.layers.Dense(16, "tanh")(y)
    model = keras.Model(inputs, y)
    model.compile("adam", "mean_squared_error")
    middle = time.perf_counter()
    loss = float(model.train_on_batch(x, x))
    print(json.dumps({"build": middle - began, "step": time.perf_counter() - middle, "loss": loss}))


for count in sys.argv[1:]:
    run(int(count))
