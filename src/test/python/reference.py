#!/usr/bin/env python3
"""The outside judge: trains a named run in Python Keras and prints one JSON line for it.

    python3 -m venv v && v/bin/pip install -r requirements.txt
    v/bin/python reference.py vanishing32-relu --seed 42 --epochs 1
    v/bin/python reference.py vanishing32-relu:42:1 vanishing32-sigmoid:7:2     # RUN:SEED:EPOCHS, TensorFlow is loaded once
    v/bin/python reference.py --jobs jobs.json      # [{"run": ..., "seed": ..., "epochs": ..., "limit": ..., "batch_size": ...}, ...]

Every job is seeded anew just before its model is built, so its numbers do not depend on the jobs before it
(peak_rss_mb and total_seconds do: they count from the start of the process).
Weights are in get_weights() order, each MD5 over its little-endian float32 bytes.
"""
import time

IMPORTED_AT = time.time()

import argparse
import dataclasses
import functools
import gzip
import hashlib
import json
import os
import pathlib
import resource
import statistics
import sys
import typing

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras
import numpy as np
import tensorflow as tf
from keras.layers import BatchNormalization, Dense, Dropout, Flatten, Input, LeakyReLU

DATA = pathlib.Path(__file__).resolve().parents[2] / "main" / "resources" / "kerava" / "data"
PREDICTED = 1000
SPARSE, ONE_HOT, BINARY = "sparse_categorical_crossentropy", "categorical_crossentropy", "binary_crossentropy"


# ---- data

def idx(folder, name, header):
    with gzip.open(DATA / folder / name) as file:
        return np.frombuffer(file.read(), np.uint8, offset=header)


def images_and_labels(folder, part):
    images = idx(folder, f"{part}-images-idx3-ubyte.gz", 16).reshape(-1, 28, 28)
    return images / 255.0, idx(folder, f"{part}-labels-idx1-ubyte.gz", 8)


@functools.cache
def mnist():
    return images_and_labels("mnist", "train"), images_and_labels("mnist", "t10k")


def flat(x):
    return x.reshape(-1, 784)


@functools.cache
def flat_mnist():
    return tuple((flat(x), y) for x, y in mnist())


@functools.cache
def one_hot_mnist():
    return tuple((flat(x), keras.utils.to_categorical(y)) for x, y in mnist())


@functools.cache
def fashion():
    """The training images, a fifth of them kept for validation."""
    from sklearn.model_selection import train_test_split
    x, y = images_and_labels("fashion-mnist", "train")
    x, x_val, y, y_val = train_test_split(x, y, test_size=0.2, random_state=42)
    return (x, y), (x_val, y_val)


def xor_data():
    x, y = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], "float32"), np.array([[0], [1], [1], [0]], "float32")
    return (x, y), (x, y)


# ---- models

def deep(units, activation, last=None):
    hidden = [Dense(units, activation=activation) for _ in range(9)] + [Dense(units, activation=last or activation)]
    return keras.Sequential([Input((28, 28)), Flatten(), *hidden, Dense(10, activation="softmax")])


def xor():
    return keras.Sequential([Input((2,)), *[Dense(10, activation="relu") for _ in range(7)], Dense(1, activation="sigmoid")])


def dnn(units, layers=2, init="glorot_uniform", out_init="glorot_uniform", dropout=0.0):
    stack = []
    for _ in range(layers):
        stack.append(Dense(units, activation="relu", kernel_initializer=init))
        if dropout:
            stack.append(Dropout(dropout))
    return keras.Sequential([Input((784,)), *stack, Dense(10, activation="softmax", kernel_initializer=out_init)])


def two_layers(activation):
    return keras.Sequential([Input((28, 28)), Flatten(), Dense(100, activation=activation), Dense(10, activation="softmax")])


def perceptron():
    return keras.Sequential([Input((784,)), Dense(50, activation="sigmoid"), Dense(10, activation="softmax")])


def normalized():
    """Not a notebook's: the layers that their texts explain."""
    return keras.Sequential([Input((784,)), Dense(30), BatchNormalization(), LeakyReLU(), Dense(20), LeakyReLU(0.1), BatchNormalization(),
                             Dense(10, activation="softmax")])


# ---- runs

@dataclasses.dataclass(frozen=True)
class Run:
    model: typing.Callable
    data: typing.Callable
    optimizer: typing.Callable
    loss: str
    epochs: int
    batch_size: int


O = keras.optimizers
RUNS = {
    "vanishing32-relu": Run(lambda: deep(32, "relu"), mnist, O.Adam, SPARSE, epochs=5, batch_size=32),
    "vanishing32-sigmoid": Run(lambda: deep(32, "sigmoid"), mnist, O.Adam, SPARSE, epochs=5, batch_size=32),
    "vanishing64-relu": Run(lambda: deep(64, "relu"), mnist, O.Adam, SPARSE, epochs=5, batch_size=400),
    "vanishing64-sigmoid": Run(lambda: deep(64, "sigmoid", last="relu"), mnist, O.Adam, SPARSE, epochs=5, batch_size=400),
    "xor": Run(xor, xor_data, lambda: O.SGD(0.1), BINARY, epochs=10000, batch_size=4),
    "dnn-sgd": Run(lambda: dnn(256), one_hot_mnist, O.SGD, ONE_HOT, epochs=5, batch_size=100),
    "dnn-adam": Run(lambda: dnn(256), one_hot_mnist, O.Adam, ONE_HOT, epochs=5, batch_size=100),
    "dnn-he": Run(lambda: dnn(256, init="he_normal", out_init="he_normal"), one_hot_mnist, O.Adam, ONE_HOT, epochs=5, batch_size=100),
    "dnn-dropout": Run(lambda: dnn(256, init="he_normal", dropout=0.3), one_hot_mnist, O.Adam, ONE_HOT, epochs=10, batch_size=100),
    "dnn-overfit": Run(lambda: dnn(512, layers=8), one_hot_mnist, O.Adam, ONE_HOT, epochs=5, batch_size=100),
    "fashion-sigmoid": Run(lambda: two_layers("sigmoid"), fashion, O.RMSprop, SPARSE, epochs=5, batch_size=32),
    "fashion-relu": Run(lambda: two_layers("relu"), fashion, O.RMSprop, SPARSE, epochs=10, batch_size=32),
    "fashion-sgd": Run(lambda: two_layers("relu"), fashion, lambda: O.SGD(0.1), SPARSE, epochs=5, batch_size=32),
    "fashion-nesterov": Run(lambda: two_layers("relu"), fashion, lambda: O.SGD(momentum=0.9, nesterov=True), SPARSE, epochs=5, batch_size=32),
    "fashion-adagrad": Run(lambda: two_layers("relu"), fashion, O.Adagrad, SPARSE, epochs=5, batch_size=32),
    "fashion-rmsprop": Run(lambda: two_layers("relu"), fashion, O.RMSprop, SPARSE, epochs=5, batch_size=32),
    "fashion-adam": Run(lambda: two_layers("relu"), fashion, O.Adam, SPARSE, epochs=5, batch_size=32),
    "mlp50": Run(perceptron, flat_mnist, O.Adam, SPARSE, epochs=10, batch_size=32),
    "normalized": Run(normalized, flat_mnist, O.Adam, SPARSE, epochs=1, batch_size=32),
}


def built(run, seed):
    """The compiled model of a run, as a fresh interpreter would build it after set_random_seed(seed)."""
    keras.backend.clear_session()
    keras.utils.set_random_seed(seed)
    model = run.model()
    model.compile(optimizer=run.optimizer(), loss=run.loss, metrics=["accuracy"])
    return model


class EpochClock(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.seconds = []

    def on_epoch_begin(self, epoch, logs=None):
        self.began = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        self.seconds.append(time.perf_counter() - self.began)


def md5(array):
    return hashlib.md5(np.ascontiguousarray(array).tobytes()).hexdigest()


def weights_md5(model):
    return [md5(w) for w in model.get_weights()]


def train(name, seed=42, epochs=None, limit=None, batch_size=None, lean=False):
    run = RUNS[name]
    (x, y), test = run.data()
    x, y = x[:limit], y[:limit]
    model, clock, batch_size = built(run, seed), EpochClock(), batch_size or run.batch_size
    extras = {} if lean else {"initial_weights_md5": weights_md5(model)}
    history = model.fit(x, y, epochs=epochs or run.epochs, batch_size=batch_size, verbose=0, callbacks=[clock]).history
    scores = model.evaluate(*test, verbose=0)
    if not lean:
        extras["predict_md5"] = md5(model.predict(test[0][:PREDICTED], verbose=0))
    return {
        "run": name, "seed": seed, "keras": keras.__version__, "tensorflow": tf.__version__,
        "history": history, "evaluate": scores, "weights_md5": weights_md5(model), **extras,
        **speed(clock.seconds, -(-len(x) // batch_size)),
        "peak_rss_mb": peak_rss_mb(), "total_seconds": round(seconds_since_start(), 3)}


# ---- clocks

def speed(epoch_seconds, steps):
    """Median microseconds per step, without the first epoch (it traces and compiles) where there are others."""
    typical = statistics.median(epoch_seconds[1:] or epoch_seconds)
    return {"steps_per_epoch": steps, "epoch_seconds": [round(s, 4) for s in epoch_seconds],
            "microseconds_per_step": round(1e6 * typical / steps, 1)}


def peak_rss_mb():
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1 << 20 if sys.platform == "darwin" else 1 << 10), 1)


def seconds_since_start():
    """Since the process began, where /proc tells (field 22 of stat, in ticks since boot); else since this script's first line."""
    try:
        ticks = int(pathlib.Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
        return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")
    except (OSError, AttributeError):
        return time.time() - IMPORTED_AT


# ---- command line

def job(text):
    """RUN, RUN:SEED or RUN:SEED:EPOCHS."""
    name, *numbers = text.split(":")
    if name not in RUNS or len(numbers) > 2 or not all(n.isdigit() for n in numbers):
        raise argparse.ArgumentTypeError(f"expected RUN[:SEED[:EPOCHS]] with RUN one of {', '.join(RUNS)}, got {text}")
    return {"run": name, **dict(zip(("seed", "epochs"), map(int, numbers)))}


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("jobs", nargs="*", type=job, metavar="RUN[:SEED[:EPOCHS]]", help=", ".join(RUNS))
    parser.add_argument("--jobs", dest="file", type=pathlib.Path, metavar="FILE.json", help="further jobs, as a list of objects")
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--epochs", type=int, help="default: the run's own")
    parser.add_argument("--limit", type=int, help="only the first N training samples")
    parser.add_argument("--batch-size", type=int, help="default: the run's own")
    parser.add_argument("--threads", type=int, default=0, help="intra- and inter-op threads; 0 is TensorFlow's default")
    parser.add_argument("--lean", action="store_true", help="no initial weights, no predict: only what a benchmark compares")
    chosen = parser.parse_args()
    if not chosen.jobs and not chosen.file:
        parser.error("name at least one run, or --jobs FILE.json")
    return chosen


def main():
    chosen = options()
    if chosen.threads:
        tf.config.threading.set_intra_op_parallelism_threads(chosen.threads)
        tf.config.threading.set_inter_op_parallelism_threads(chosen.threads)
    defaults = {"seed": chosen.seed, "epochs": chosen.epochs, "limit": chosen.limit, "batch_size": chosen.batch_size, "lean": chosen.lean}
    for each in chosen.jobs + (json.loads(chosen.file.read_text()) if chosen.file else []):
        settings = defaults | each
        print(json.dumps(train(settings.pop("run"), **settings)), flush=True)


if __name__ == "__main__":
    main()
