#!/usr/bin/env python3
"""Models with layers that have learned from samples, for PreprocessingFilesInterop: writes Python's, or reads what Java has written (.keras, .h5, .weights.h5 and
SavedModels), each with a JSON line of what it predicts.

    v/bin/python preprocessing_files.py write|read FOLDER
"""
import json
import pathlib
import sys

import reference  # noqa: F401  first, for it quiets TensorFlow
import keras
import numpy as np
import tensorflow as tf
from keras import Input, Model, Sequential, layers as l

from golden_preprocessing import given, typed, whole, words
from golden_vectorization import texts

X = {"string": words(3)(7), "int64": whole(3)(7), "float32": np.random.RandomState(3).randn(7, 3).astype("float32"),
     "text": texts()(7), "column": texts(1)(7)}
LEARNED = words(3)(11)


def adapted(layer, x):
    layer.adapt(x)
    return layer


def models():
    keras.utils.set_random_seed(3)
    string = Input((3,), dtype="string", name="words")
    lookup = adapted(l.StringLookup(mask_token=""), LEARNED)
    inner_x = Input((3,), dtype="string")
    inner = Model(inner_x, l.Embedding(9, 2)(adapted(l.StringLookup(), LEARNED)(inner_x)))
    both = l.Concatenate()([l.Flatten()(l.Embedding(12, 2)(lookup(string))), l.Flatten()(inner(string)),
                            adapted(l.StringLookup(output_mode="tf_idf"), LEARNED)(string)])
    yield "graph", Model(string, l.Dense(2)(both)), "string"
    yield "chain", Sequential([Input((3,), dtype="int64"), adapted(l.IntegerLookup(output_mode="count"), whole(3)(9)), l.Dense(2)]), "int64"
    yield "hashes", Sequential([Input((3,), dtype="string"), l.Hashing(5, salt=3, mask_value="")]), "string"
    yield "bins", Sequential([Input((3,)), adapted(l.Discretization(num_bins=4, output_mode="count"), X["float32"]), l.Dense(2)]), "float32"


def of_texts():
    keras.utils.set_random_seed(5)
    x, z = Input((), dtype="string", name="text"), Input((1,), dtype="string")
    inner = Model(z, l.GlobalAveragePooling1D()(l.Embedding(40, 2)(adapted(l.TextVectorization(max_tokens=30), texts()(11))(z))))
    pairs = adapted(l.TextVectorization(ngrams=2, output_mode="tf_idf"), texts()(9))
    own = l.TextVectorization(split="character", vocabulary=["a", "t", "😀"], output_sequence_length=5)
    parts = [inner(l.Reshape((1,))(x)), pairs(x), l.Flatten()(l.Embedding(5, 2)(own(x)))]
    yield "texts", Model(x, l.Dense(2)(l.Concatenate()(parts))), "text"
    yield "tokens", Sequential([Input((), dtype="string"), adapted(l.TextVectorization(output_sequence_length=4), texts()(11))]), "text"
    weighed = adapted(l.TextVectorization(output_mode="tf_idf", max_tokens=50, pad_to_max_tokens=True), texts()(11))
    yield "weighed", Sequential([Input((1,), dtype="string"), weighed, l.Dense(2)]), "column"


def line(file, model, kind):
    return {"file": file, "x": typed(X[kind]), "predictions": typed(model.predict(given(X[kind]), verbose=0))}


def write(folder):
    for name, model, kind in [*models(), *of_texts()]:
        model.save(folder / f"{name}.keras")
        yield line(f"{name}.keras", model, kind)


def read(folder):
    for file in sorted(folder.iterdir()):
        kind = file.name.split("_")[1].split(".")[0]
        if file.is_dir():
            loaded = tf.saved_model.load(str(file)).signatures["serving_default"]
            (key,) = loaded.structured_input_signature[1]
            yield {"file": file.name, "x": typed(X[kind]), "predictions": typed(loaded(**{key: tf.constant(X[kind])})["output_0"])}
        elif file.name.endswith(".weights.h5"):
            model = keras.models.load_model(folder / file.name.replace(".weights.h5", ".keras"))
            model.set_weights([w * 0 for w in model.get_weights()])
            model.load_weights(file)
            yield line(file.name, model, kind)
        else:
            yield line(file.name, keras.models.load_model(file), kind)


for told in (write if sys.argv[1] == "write" else read)(pathlib.Path(sys.argv[2])):
    print(json.dumps(told), flush=True)
