#!/usr/bin/env python3
"""Python Keras at a recurrent layer: trains it on sequences of one length and prints a JSON line of the seconds, the losses and the weights.

    v/bin/python sequence_times.py LSTM 2000 2 3      # the layer, steps, batches an epoch, epochs
"""
import hashlib
import json
import os
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras
import numpy as np

UNITS, FEATURES, BATCH = 64, 8, 32


class Clock(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.seconds = []

    def on_epoch_begin(self, epoch, logs=None):
        self.began = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        self.seconds.append(time.perf_counter() - self.began)


def numbers(*shape):
    return ((np.arange(np.prod(shape)) % 251 - np.float32(125)) / np.float32(125)).astype("float32").reshape(shape)


def main(kind, steps, batches, epochs):
    keras.utils.set_random_seed(42)
    model = keras.Sequential([keras.Input((steps, FEATURES)), getattr(keras.layers, kind)(UNITS), keras.layers.Dense(1)])
    model.compile("adam", "mean_squared_error")
    clock, count = Clock(), batches * BATCH
    history = model.fit(numbers(count, steps, FEATURES), numbers(count, 1), epochs=epochs, batch_size=BATCH, verbose=0, callbacks=[clock]).history
    print(json.dumps({"seconds": clock.seconds, "loss": history["loss"], "md5": [hashlib.md5(w.tobytes()).hexdigest() for w in model.get_weights()]}))


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
