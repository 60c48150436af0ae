#!/usr/bin/env python3
"""A SavedModel of a model with several inputs and outputs, beside what Keras exports of the same model: one JSON line.

    v/bin/python saved_graph.py MODEL.keras FOLDER      FOLDER: the SavedModel that Java wrote; that of Keras comes beside it
"""
import json
import pathlib
import sys

import reference  # first, for it quiets TensorFlow
import keras
import numpy as np
import tensorflow as tf

from golden_numbers import array

N = 5


def samples(model):
    draw = np.random.RandomState(6)
    return [draw.randn(N, *tensor.shape[1:]).astype("float32") for tensor in model.inputs]


def names(loaded):
    """Inputs with their shapes, and outputs, of each signature."""
    return {name: [sorted([key, spec.shape.as_list()] for key, spec in signature.structured_input_signature[1].items()), sorted(signature.structured_outputs)]
            for name, signature in sorted(loaded.signatures.items())}


def main():
    model, folder = keras.models.load_model(sys.argv[1]), pathlib.Path(sys.argv[2])
    theirs = folder.with_name("keras")
    model.export(theirs, verbose=False)
    inputs = samples(model)
    given = {tensor.name: tf.constant(each) for tensor, each in zip(model.inputs, inputs)}
    result = {"x": [array(each) for each in inputs], "predict": [array(each) for each in model.predict(inputs, verbose=0)]}
    for key, where in ("java", folder), ("keras", theirs):
        loaded = tf.saved_model.load(str(where))
        outputs = {name: signature(**given) for name, signature in sorted(loaded.signatures.items())}
        result[key] = {"names": names(loaded), "predictions": {name: [array(each[output]) for output in sorted(each)] for name, each in outputs.items()}}
    print(json.dumps(result))


if __name__ == "__main__":
    main()
