#!/usr/bin/env python3
"""Python Keras as a service: how long one row takes, how many rows threads get through, and a large batch; a JSON line.

    serving_times.py make FILE.keras       builds a model and saves it, and its weights beside it as FILE.keras.npz
    serving_times.py time FILE.keras       loads it and measures it
    serving_times.py onnx FILE.keras       the same with ONNX Runtime, if it and tf2onnx are installed
"""
import json
import os
import sys
import threading
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras
import numpy as np

WARM_UP, CALLS, ROWS, REPEATS = 30, 300, 10_000, 3
THREADS = [1, 2, 4, 8]


def make(file):
    keras.utils.set_random_seed(42)
    layers = [keras.layers.Dense(256, "relu"), keras.layers.Dense(128, "relu"), keras.layers.Dense(10, "softmax")]
    model = keras.Sequential([keras.Input((784,)), *layers])
    model.save(file)
    np.savez(file + ".npz", **{f"w{i:02}": weight for i, weight in enumerate(model.get_weights())})


def rows(width):
    return (np.arange(ROWS * width) % 251 / np.float32(251)).astype("float32").reshape(ROWS, width)


def times(call, row, calls):
    """Sorted, in seconds."""
    seconds = []
    for _ in range(calls):
        began = time.perf_counter()
        call(row)
        seconds.append(time.perf_counter() - began)
    return sorted(seconds)


def at_once(call, row, count):
    """Rows a second of so many threads, one row a call."""
    all_threads = [threading.Thread(target=times, args=(call, row, CALLS // count)) for _ in range(count)]
    began = time.perf_counter()
    for thread in all_threads:
        thread.start()
    for thread in all_threads:
        thread.join()
    return CALLS // count * count / (time.perf_counter() - began)


def measured(one, many, x):
    """`one` names ways to predict a row, of which threads take the fastest; `many` predicts all rows."""
    found, row = {}, x[:1]
    for name, call in one.items():
        times(call, row, WARM_UP)
        sorted_seconds = times(call, row, CALLS)
        found[name] = {"p50": sorted_seconds[CALLS // 2], "p99": sorted_seconds[CALLS * 99 // 100]}
    fastest = one[min(one, key=lambda name: found[name]["p50"])]
    found["threads"] = {str(count): at_once(fastest, row, count) for count in THREADS}
    many(x)
    found["rows"] = ROWS / times(many, x, REPEATS)[0]
    found["first"] = np.asarray(fastest(row)).ravel().tolist()
    print(json.dumps(found))


def timed(file):
    model = keras.models.load_model(file)
    one = {"predict": lambda row: model.predict(row, verbose=0), "predict_on_batch": model.predict_on_batch, "call": lambda row: np.asarray(model(row))}
    measured(one, lambda x: model.predict(x, verbose=0), rows(model.input_shape[1]))


def onnx(file):
    import onnxruntime
    model = keras.models.load_model(file)
    model(rows(model.input_shape[1])[:1])  # which export asks for
    model.export(file + ".onnx", format="onnx", verbose=False)
    session = onnxruntime.InferenceSession(file + ".onnx", providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    run = lambda row: session.run(None, {name: row})[0]
    measured({"run": run}, lambda x: [run(x[at:at + 32]) for at in range(0, ROWS, 32)], rows(model.input_shape[1]))


if __name__ == "__main__":
    {"make": make, "time": timed, "onnx": onnx}[sys.argv[1]](*sys.argv[2:])
