#!/usr/bin/env python3
"""Python Keras at one of keras.applications' models, of full size with random weights.

    application_times.py make NAME FILE.keras      builds it and saves it
    application_times.py time FILE.keras           loads it, predicts one picture again and again, then a batch, and prints a JSON line of the seconds
"""
import hashlib
import json
import os
import statistics
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras
import numpy as np

TIMES, BATCH = 10, 16


def make(name, file):
    keras.utils.set_random_seed(3)
    getattr(keras.applications, name)(weights=None).save(file)


def seconds(function):
    began = time.perf_counter()
    result = function()
    return time.perf_counter() - began, result


def timed(file):
    load, model = seconds(lambda: keras.models.load_model(file))
    shape = (BATCH, *model.input_shape[1:])
    x = (np.arange(np.prod(shape)) % 251 / np.float32(251)).astype("float32").reshape(shape)
    predict = lambda samples: model.predict(samples, batch_size=BATCH, verbose=0)
    first, _ = seconds(lambda: predict(x[:1]))
    one = statistics.median(seconds(lambda: predict(x[:1]))[0] for _ in range(TIMES))
    predict(x)
    many, y = min((seconds(lambda: predict(x)) for _ in range(3)), key=lambda timed: timed[0])
    print(json.dumps({"load": load, "first": first, "one": one, "each": many / BATCH, "md5": hashlib.md5(y.tobytes()).hexdigest()}))


if __name__ == "__main__":
    {"make": make, "time": timed}[sys.argv[1]](*sys.argv[2:])
