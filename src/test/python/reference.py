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
import sequence_runs
import tensorflow as tf
from keras.layers import Conv2D, Dense, Dropout, Flatten
from notebook_models import (autoencoder, convnet, deep, dnn, eight_classes, fashion, flat_mnist, hands_on, hands_on_cnn, hands_on_mlp, mnist,
                             mnist_pictures, normalized, on_lower, one_hot_mnist, perceptron, pixels_dense,
                             same_pictures, standardized, two_classes, two_layers, xor, xor_data)

PREDICTED = 1000
SPARSE, ONE_HOT, BINARY = "sparse_categorical_crossentropy", "categorical_crossentropy", "binary_crossentropy"


# ---- runs

@dataclasses.dataclass(frozen=True)
class Run:
    model: typing.Callable
    data: typing.Callable
    optimizer: typing.Callable
    loss: str
    epochs: int
    batch_size: int
    metrics: tuple = ("accuracy",)
    fit: dict = dataclasses.field(default_factory=dict)
    callbacks: typing.Callable = list
    writes: typing.Callable = None  # texts, of the trained model and the test samples

    def compiled(self, model):
        model.compile(optimizer=self.optimizer(), loss=self.loss, metrics=list(self.metrics))
        return model

    def built(self, seed, **limits):
        """The compiled model, as a fresh interpreter would build it after set_random_seed(seed)."""
        keras.backend.clear_session()
        keras.utils.set_random_seed(seed)
        return self.compiled(self.model())

    def fitted(self, model, limit=None, verbose=0, **settings):
        (x, y), _, *validation = self.data()
        given = {"epochs": self.epochs, "batch_size": self.batch_size} | self.fit
        if validation:
            given["validation_data"] = validation[0]
        callbacks = [*settings.pop("callbacks", []), *self.callbacks()]
        return model.fit(x[:limit], y[:limit], verbose=verbose, callbacks=callbacks, **given | {k: v for k, v in settings.items() if v is not None})


class OnTop(Run):
    """What another run has learned, under a new last layer; at first only that one learns."""

    def built(self, seed, **limits):
        taken = RUNS["transfer-a"]
        below = taken.built(seed)
        taken.fitted(below, **limits)
        keras.utils.set_random_seed(seed)
        model = keras.Sequential(below.layers[:-1])
        model.add(Dense(1, activation="sigmoid"))
        for layer in model.layers[:-1]:
            layer.trainable = False
        self.fitted(self.compiled(model), **{"epochs": 4} | {k: v for k, v in limits.items() if v is not None})
        for layer in model.layers[:-1]:
            layer.trainable = True
        return self.compiled(model)


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
    "dlwp-dense": Run(pixels_dense, one_hot_mnist, O.RMSprop, ONE_HOT, epochs=5, batch_size=128),
    "dlwp-convnet": Run(lambda: convnet(lambda: [Conv2D(64, 3, activation="relu"), Flatten(), Dense(64, activation="relu")]), mnist_pictures,
                        O.RMSprop, ONE_HOT, epochs=5, batch_size=64),
    "mnist-convnet": Run(lambda: convnet(lambda: [Flatten(), Dropout(0.5)]), mnist_pictures, O.Adam, ONE_HOT, epochs=15, batch_size=128,
                         fit={"validation_split": 0.1}),
    "hands-on-mlp": Run(hands_on_mlp, hands_on, O.SGD, SPARSE, epochs=30, batch_size=32),
    "hands-on-batchnorm": Run(lambda: hands_on_mlp(True), hands_on, lambda: O.SGD(1e-3), SPARSE, epochs=10, batch_size=32),
    "hands-on-cnn": Run(hands_on_cnn, standardized, O.Nadam, SPARSE, epochs=10, batch_size=32),
    "transfer-a": Run(lambda: on_lower(8, "softmax"), eight_classes, lambda: O.SGD(1e-3), SPARSE, epochs=20, batch_size=32),
    "transfer-b": Run(lambda: on_lower(1, "sigmoid"), two_classes, lambda: O.SGD(1e-3), BINARY, epochs=20, batch_size=32),
    "transfer-b-on-a": OnTop(None, two_classes, lambda: O.SGD(1e-3), BINARY, epochs=16, batch_size=32),
    "autoencoder": Run(autoencoder, lambda: (*same_pictures(), same_pictures()[1]), O.Adam, BINARY, epochs=50, batch_size=128, metrics=()),
    "normalized": Run(normalized, flat_mnist, O.Adam, SPARSE, epochs=1, batch_size=32),
    **sequence_runs.runs(Run),
}


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


def train(name, seed=42, epochs=None, limit=None, batch_size=None, lean=False, steps_per_execution=1):
    run, clock = RUNS[name], EpochClock()
    _, test, *_ = run.data()
    limits = {"epochs": epochs, "limit": limit, "batch_size": batch_size}
    model = run.built(seed, **limits)
    model.steps_per_execution = steps_per_execution
    extras = {} if lean else {"initial_weights_md5": weights_md5(model)}
    trained = run.fitted(model, callbacks=[clock], **limits)
    x_test, y_test, *_ = test
    scores = np.atleast_1d(model.evaluate(x_test[:], y_test, verbose=0)).tolist()
    if not lean:
        extras["predict_md5"] = md5(model.predict(x_test[:PREDICTED], verbose=0))
        if run.writes:
            extras["written"] = run.writes(model, test)
    return {
        "run": name, "seed": seed, "keras": keras.__version__, "tensorflow": tf.__version__,
        "history": trained.history, "evaluate": scores, "weights_md5": weights_md5(model), **extras,
        **speed(clock.seconds, trained.params["steps"]),
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
    parser.add_argument("--steps-per-execution", type=int, default=1, help="batches that one call trains on, as in Keras's compile")
    parser.add_argument("--deterministic", action="store_true", help="with enable_op_determinism")
    parser.add_argument("--lean", action="store_true", help="no initial weights, no predict: only what a benchmark compares")
    chosen = parser.parse_args()
    if not chosen.jobs and not chosen.file:
        parser.error("name at least one run, or --jobs FILE.json")
    return chosen


def main():
    chosen = options()
    if chosen.deterministic:
        tf.config.experimental.enable_op_determinism()
    if chosen.threads:
        tf.config.threading.set_intra_op_parallelism_threads(chosen.threads)
        tf.config.threading.set_inter_op_parallelism_threads(chosen.threads)
    defaults = {"seed": chosen.seed, "epochs": chosen.epochs, "limit": chosen.limit, "batch_size": chosen.batch_size, "lean": chosen.lean,
                "steps_per_execution": chosen.steps_per_execution}
    for each in chosen.jobs + (json.loads(chosen.file.read_text()) if chosen.file else []):
        settings = defaults | each
        print(json.dumps(train(settings.pop("run"), **settings)), flush=True)


if __name__ == "__main__":
    main()
