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
from keras.layers import Dense, Flatten, Input

DATA = pathlib.Path(__file__).resolve().parents[2] / "main" / "resources" / "kerava" / "data"
PREDICTED = 1000
SPARSE = "sparse_categorical_crossentropy"


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


# ---- models

def deep(units, activation):
    hidden = [Dense(units, activation=activation) for _ in range(10)]
    return keras.Sequential([Input((28, 28)), Flatten(), *hidden, Dense(10, activation="softmax")])


# ---- runs

@dataclasses.dataclass(frozen=True)
class Run:
    model: typing.Callable
    data: typing.Callable
    optimizer: typing.Callable
    loss: str
    epochs: int
    batch_size: int


RUNS = {
    "vanishing32-relu": Run(lambda: deep(32, "relu"), mnist, keras.optimizers.Adam, SPARSE, epochs=5, batch_size=32),
    "vanishing32-sigmoid": Run(lambda: deep(32, "sigmoid"), mnist, keras.optimizers.Adam, SPARSE, epochs=5, batch_size=32),
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
