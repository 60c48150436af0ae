#!/usr/bin/env python3
"""Layers of tf_keras that have learned from samples, or number or count what they are given, in its files, for Keras2LearnedInterop.

    keras2_learned.py make FOLDER   each model as NAME.h5, NAME.keras and NAME.json where tf_keras writes it, and a JSON line: which of these ("saved"), which of them it
                                    reads to the same predictions ("kept"), samples and predictions
    keras2_learned.py read FOLDER   what each NAME.java.h5 that is there predicts, a JSON line each
"""
import json
import os
import pathlib
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import numpy as np
import tensorflow as tf
import tf_keras
from tf_keras import Input, Model, Sequential, layers as l

WORDS = np.array([["cat", "dog", "dog"], ["물고기", "a", "cat"], ["", "dog", "a b"]])
TEXTS = np.array([["The dog, the cat"], ["물고기 and cat"], ["the the 😀!"]])
NUMBERS = np.array([[1, 2, -3], [1, 1 << 20, 5]], "int64")
PLACES = np.array([[0, 1, 1], [6, 6, 2]], "int64")
FLOATS = np.random.RandomState(0).randn(6, 3).astype("float32")


def adapted(layer, x):
    layer.adapt(x)
    return layer


def chain(x, *layers):
    dtype = "string" if x.dtype.kind == "U" else x.dtype.name
    return Sequential([Input(x.shape[1:], dtype=dtype), *layers]), x


def graph():
    x, z = Input((1,), dtype="string", name="text"), Input((3,), name="numbers")
    inner_x = Input((3,), name="inside")
    bins = l.Discretization(bin_boundaries=[-.5, .5])
    inner = Model(inner_x, l.BatchNormalization()(adapted(l.Normalization(), FLOATS)(l.Dense(3)(inner_x))), name="inner")
    words = adapted(l.TextVectorization(output_mode="count"), TEXTS)(x)
    return Model([x, z], l.Dense(2)(l.Concatenate()([words, inner(z), l.Flatten()(l.Embedding(3, 2)(bins(z)))]))), [TEXTS, FLOATS[:3]]


def nested():
    """A lookup's weights of tokens between trained weights and others, in a model inside a model."""
    inner_x = Input((1,), dtype="string")
    tf_idf = l.TextVectorization(output_mode="tf_idf", vocabulary=["cat", "the", "dog"], idf_weights=[.5, .25, .75])
    inner = Model(inner_x, l.BatchNormalization()(l.Dense(3)(tf_idf(inner_x))))
    x = Input((1,), dtype="string")
    return Model(x, l.Dense(2)(inner(x))), TEXTS


def bins_inside():
    inner_x = Input((3,))
    inner = Model(inner_x, l.Dense(2)(adapted(l.Discretization(num_bins=5), FLOATS)(inner_x)))
    x = Input((3,))
    return Model(x, inner(x)), FLOATS


MODELS = {
    "strings": lambda: chain(WORDS, adapted(l.StringLookup(mask_token="", num_oov_indices=2), WORDS)),
    "strings_given": lambda: chain(WORDS, l.StringLookup(vocabulary=["cat", "dog"])),
    "strings_weighed": lambda: chain(WORDS, l.StringLookup(output_mode="tf_idf", vocabulary=["cat", "dog"], idf_weights=[.5, .25]), l.Dense(2)),
    "strings_padded": lambda: chain(WORDS, adapted(l.StringLookup(output_mode="multi_hot", max_tokens=20, pad_to_max_tokens=True), WORDS), l.Dense(2)),
    "strings_one": lambda: chain(WORDS[:, :1], adapted(l.StringLookup(output_mode="one_hot"), WORDS), l.Dense(2)),
    "inverted": lambda: chain(PLACES % 3, l.StringLookup(vocabulary=["cat", "물고기"], invert=True)),
    "numbers": lambda: chain(NUMBERS, adapted(l.IntegerLookup(), NUMBERS)),
    "numbers_counted": lambda: chain(NUMBERS, adapted(l.IntegerLookup(output_mode="count", num_oov_indices=2), NUMBERS[:1]), l.Dense(2)),
    "numbers_given": lambda: chain(NUMBERS, l.IntegerLookup(vocabulary=[1, 2, 3], mask_token=0)),
    "texts": lambda: chain(TEXTS, adapted(l.TextVectorization(), TEXTS), l.Embedding(20, 2)),
    "texts_weighed": lambda: chain(TEXTS, adapted(l.TextVectorization(output_mode="tf_idf", ngrams=2), TEXTS), l.Dense(2)),
    "texts_given": lambda: chain(TEXTS, l.TextVectorization(vocabulary=["cat", "the"], output_sequence_length=4)),
    "texts_given_weighed": lambda: chain(TEXTS, l.TextVectorization(output_mode="tf_idf", vocabulary=["cat", "the"], idf_weights=[.5, .25]), l.Dense(2)),
    "texts_letters": lambda: chain(TEXTS, adapted(l.TextVectorization(split="character", standardize="lower", output_mode="count"), TEXTS), l.Dense(2)),
    "texts_pairs": lambda: chain(TEXTS, adapted(l.TextVectorization(ngrams=(1, 3), output_mode="multi_hot"), TEXTS), l.Dense(2)),
    "hashed": lambda: chain(WORDS, l.Hashing(7)),
    "hashed_salt": lambda: chain(WORDS, l.Hashing(7, salt=[3, 5], mask_value="", output_mode="count"), l.Dense(2)),
    "hashed_numbers": lambda: chain(NUMBERS, l.Hashing(7, salt=9)),
    "counted": lambda: chain(PLACES, l.CategoryEncoding(7, output_mode="count"), l.Dense(2)),
    "marked": lambda: chain(PLACES, l.CategoryEncoding(7), l.Dense(2)),
    "one": lambda: chain(PLACES[:, :1], l.CategoryEncoding(7, output_mode="one_hot"), l.Dense(2)),
    "bins": lambda: chain(FLOATS, adapted(l.Discretization(num_bins=4), FLOATS)),
    "bins_given": lambda: chain(FLOATS[:, :1], l.Discretization(bin_boundaries=[-1., 0., .5], output_mode="one_hot")),
    "bins_marked": lambda: chain(FLOATS, adapted(l.Discretization(num_bins=4, output_mode="multi_hot"), FLOATS), l.Dense(2)),
    "normal": lambda: chain(FLOATS, adapted(l.Normalization(), FLOATS), l.Dense(2)),
    "normal_given": lambda: chain(FLOATS, l.Normalization(mean=[1., 2., 3.], variance=[4., .5, 1.]), l.Dense(2)),
    "normal_one": lambda: chain(FLOATS, adapted(l.Normalization(axis=None), FLOATS), l.Dense(2)),
    "normal_back": lambda: chain(FLOATS, adapted(l.Normalization(invert=True), FLOATS), l.Dense(2)),
    "graph": graph, "nested": nested, "bins_inside": bins_inside,
}


def typed(values):
    if values.dtype.kind in "SOU":
        strings = [v.decode("utf-8") if isinstance(v, bytes) else str(v) for v in values.ravel().tolist()]
        return {"shape": list(values.shape), "values": strings, "dtype": "string"}
    return {"shape": list(values.shape), "values": values.ravel().tolist(), "dtype": values.dtype.name}


def predicted(model, x):
    return model.predict([tf.constant(each) for each in x] if isinstance(x, list) else tf.constant(x), verbose=0)


def saved(model, file):
    if file.suffix == ".json":
        file.write_text(model.to_json())
    else:
        model.save(file)


def loaded(file):
    return tf_keras.models.model_from_json(file.read_text()) if file.suffix == ".json" else tf_keras.models.load_model(file)


def keeps(file, model, x):
    try:
        return np.array_equal(predicted(loaded(file), x), predicted(model, x))
    except (ValueError, TypeError, tf.errors.OpError):
        return False


def make(folder, name, build):
    model, x = build()
    forms = []
    for form in ("h5", "keras", "json"):
        try:
            saved(model, folder / f"{name}.{form}")
            forms.append(form)
        except NotImplementedError:  # what a table holds is no weight for .h5
            pass
    kept = [form for form in forms if keeps(folder / f"{name}.{form}", model, x)]
    return {"name": name, "saved": forms, "kept": kept, "x": [typed(each) for each in (x if isinstance(x, list) else [x])],
            "predictions": typed(predicted(model, x))}


def main(what, folder):
    for name, build in MODELS.items():
        tf_keras.utils.set_random_seed(1)
        if what == "make":
            print(json.dumps(make(folder, name, build)), flush=True)
        elif (folder / f"{name}.java.h5").exists():
            model = loaded(folder / f"{name}.java.h5")
            print(json.dumps({"name": name, "predictions": typed(predicted(model, build()[1]))}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], pathlib.Path(sys.argv[2]))
