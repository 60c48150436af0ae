#!/usr/bin/env python3
"""For LongSequencesInterop: reads each NAME.keras and SavedModel NAME in FOLDER, and prints a JSON line: what both predict, and the losses of two epochs.

    v/bin/python long_sequences.py FOLDER
"""
import json
import pathlib
import sys

import reference  # noqa: F401  first, for it quiets TensorFlow
import keras
import numpy as np
import tensorflow as tf


def samples(shape):
    """Numbers, of whose second half of samples the last 20 steps are 0, which Masking leaves out."""
    x = ((np.arange(np.prod(shape)) * 37) % 101 / np.float32(50) - 1).astype("float32").reshape(shape)
    x[len(x) // 2:, -20:] = 0
    return x


def numbers(values):
    return np.asarray(tf.cast(values, "float64")).ravel().tolist()


def read(file):
    model = keras.models.load_model(file)
    x = samples((4, *model.input_shape[1:]))
    y = samples((4, 1))
    predicted = numbers(model(x))
    signature = tf.saved_model.load(str(file.with_suffix(""))).signatures["serving_default"]
    (key,) = signature.structured_input_signature[1]
    exported = numbers(signature(**{key: tf.constant(x)})["output_0"])
    losses = model.fit(x, y, batch_size=2, epochs=2, shuffle=False, verbose=0).history["loss"]
    return {"name": file.stem, "predicted": predicted, "exported": exported, "losses": losses, "trained": numbers(model(x))}


for file in sorted(pathlib.Path(sys.argv[1]).glob("*.keras")):
    print(json.dumps(read(file)), flush=True)
