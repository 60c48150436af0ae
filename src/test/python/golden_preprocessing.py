"""Models with layers that number strings and other tokens, cut numbers into bins or scale them, fitted where they have weights; and what such layers learn from
samples (adapt). Java reads each model from its JSON and does the same (src/test/java/kerava/interop/PreprocessingFits.java).
"""
import keras
import numpy as np
import tensorflow as tf
from keras import Input, Model, Sequential, layers as l

from golden_numbers import array, thinned
from golden_sequences import EPOCHS, OPTIMIZERS, SEED
from sequence_models import BATCH, truth

TOKENS = ["cat", "dog", "물고기", "", "a b", "😀", "Cat", "bird"]
KNOWN = ["dog", "물고기", "cat", "a b"]
IDF = [0.5, 1.25, 2.0, 0.125]


def drawn(seed, *shape):
    return np.random.RandomState(seed).randint(0, 1 << 30, shape)


def words(*shape, tokens=TOKENS):
    return lambda n: np.array(tokens)[drawn(5, n, *shape) % len(tokens)]


def whole(*shape, least=-3, most=12, dtype="int64"):
    return lambda n: (drawn(7, n, *shape) % (most - least) + least).astype(dtype)


def chain(x, *more):
    return Sequential([x, *more])


def text(*shape):
    return Input(shape, dtype="string")


def numbers(*shape, dtype="int64"):
    return Input(shape, dtype=dtype)


def embedded(layer, size):
    return chain(text(3), layer, l.Embedding(size, 4), l.Flatten(), l.Dense(2))


def mixed_columns():
    """A table with a column of strings, one of whole numbers and two of floats."""
    kind, age, rest = Input((1,), dtype="string", name="kind"), Input((1,), dtype="int64", name="age"), Input((2,), name="rest")
    parts = [l.StringLookup(vocabulary=KNOWN, output_mode="one_hot")(kind), l.IntegerLookup(vocabulary=[3, 5, 7], output_mode="multi_hot")(age), rest]
    return Model([kind, age, rest], l.Dense(2)(l.Dense(5, "tanh")(l.Concatenate()(parts))))


def inside():
    x, z = Input((3,), dtype="string", name="x"), Input((3,), dtype="string", name="z")
    inner = Model(z, l.Embedding(5, 3)(l.StringLookup(vocabulary=KNOWN)(z)))
    return Model(x, l.Dense(2)(l.Flatten()(inner(x))))


def lookups():
    """StringLookup and IntegerLookup, alone and before others."""
    string, integer = l.StringLookup, l.IntegerLookup
    cases = {
        "strings": (lambda: embedded(string(vocabulary=KNOWN), 5), [words(3)]),
        "strings, masked": (lambda: embedded(string(vocabulary=KNOWN, mask_token=""), 6), [words(3)]),
        "strings of three places": (lambda: embedded(string(vocabulary=KNOWN, num_oov_indices=3), 7), [words(3)]),
        "strings, salted": (lambda: embedded(string(vocabulary=KNOWN, num_oov_indices=3, salt=[133, -7], mask_token="Cat"), 8), [words(3)]),
        "strings that are all known": (lambda: embedded(string(vocabulary=KNOWN, num_oov_indices=0), 4), [words(3, tokens=KNOWN)]),
        "strings as rows": (lambda: chain(text(3), string(vocabulary=KNOWN, output_mode="one_hot"), l.Flatten(), l.Dense(2)), [words(3)]),
        "strings as one row": (lambda: chain(text(1), string(vocabulary=KNOWN, output_mode="one_hot"), l.Dense(2)), [words(1)]),
        "strings as many": (lambda: chain(text(3), string(vocabulary=KNOWN, output_mode="multi_hot", mask_token=""), l.Dense(2)), [words(3)]),
        "strings counted": (lambda: chain(text(4), string(vocabulary=KNOWN, output_mode="count", num_oov_indices=2), l.Dense(2)), [words(4)]),
        "strings weighed": (lambda: chain(text(4), string(vocabulary=KNOWN, output_mode="tf_idf", idf_weights=IDF), l.Dense(2)), [words(4)]),
        "strings weighed, padded": (lambda: chain(text(4), string(max_tokens=9, vocabulary=["[UNK]", *KNOWN], output_mode="tf_idf", idf_weights=[.75, *IDF],
                                                                  pad_to_max_tokens=True), l.Dense(2)), [words(4)]),
        "strings in a model": (inside, [words(3)]),
        "columns": (mixed_columns, [words(1), whole(1), lambda n: np.random.RandomState(3).randn(n, 2).astype("float32")]),
        "numbers of strings": (lambda: chain(text(2, 3), string(vocabulary=KNOWN, mask_token="")), [words(2, 3)]),
        "strings of numbers": (lambda: chain(numbers(3), string(vocabulary=KNOWN, invert=True)), [whole(3, least=0, most=7)]),
        "strings of numbers, masked": (lambda: chain(numbers(3), string(vocabulary=KNOWN, invert=True, mask_token="-", oov_token="?")),
                                       [whole(3, least=0, most=8)]),
        "whole numbers": (lambda: chain(numbers(3), integer(vocabulary=[7, 3, -2]), l.Embedding(4, 3), l.Flatten(), l.Dense(2)), [whole(3)]),
        "whole numbers, masked": (lambda: chain(numbers(3), integer(vocabulary=[7, 3, -2], mask_token=0)), [whole(3)]),
        "whole numbers modulo": (lambda: chain(numbers(3), integer(vocabulary=[7, 3, -2], num_oov_indices=3)), [whole(3)]),
        "whole numbers hashed": (lambda: chain(numbers(3), integer(vocabulary=[7, 3, -2], num_oov_indices=4, oov_method="farmhash")), [whole(3)]),
        "whole numbers salted": (lambda: chain(numbers(3), integer(vocabulary=[7, 3, -2], num_oov_indices=4, oov_method="farmhash", salt=9)), [whole(3)]),
        "whole numbers of int32": (lambda: chain(numbers(3, dtype="int32"), integer(vocabulary=[7, 3, -2], output_mode="count"), l.Dense(2)),
                                   [whole(3, dtype="int32")]),
        "whole numbers of floats": (lambda: chain(numbers(3, dtype="float32"), integer(vocabulary=[7, 3, -2])), [whole(3, dtype="float32")]),
        "whole numbers back": (lambda: chain(numbers(3), integer(vocabulary=[7, 3, -2], invert=True, mask_token=0)), [whole(3, least=0, most=7)]),
        "large numbers": (lambda: chain(numbers(2), integer(vocabulary=[2**53 + 1, -2**63, 2**63 - 1])), [
            lambda n: np.array([2**53, 2**53 + 1, -2**63, 2**63 - 1])[drawn(5, n, 2) % 4]]),
    }
    return cases


def crossed(*kinds, **settings):
    inputs = [Input((1,), dtype=kind, name=f"x_{i}") for i, kind in enumerate(kinds)]
    return Model(inputs, l.HashedCrossing(7, **settings)(inputs))


def floats(*shape):
    return lambda n: np.random.RandomState(3).randn(n, *shape).astype("float32")


def others():
    hashing, encoding, bins = l.Hashing, l.CategoryEncoding, l.Discretization
    edges = [-1.0, 0.1, 0.3, 0.1 + 2**-20 + 0.5]
    return {
        "strings hashed": (lambda: chain(text(3), hashing(7), l.Embedding(7, 3), l.Flatten(), l.Dense(2)), [words(3)]),
        "strings hashed, masked": (lambda: chain(text(2, 3), hashing(5, mask_value="")), [words(2, 3)]),
        "strings hashed, salted": (lambda: chain(text(3), hashing(9, salt=[133, 137], output_mode="count"), l.Dense(2)), [words(3)]),
        "strings hashed as one row": (lambda: chain(text(1), hashing(4, salt=5, mask_value="cat", output_mode="one_hot"), l.Dense(2)), [words(1)]),
        "strings hashed into one": (lambda: chain(text(2), hashing(1, mask_value="")), [words(2)]),
        "numbers hashed": (lambda: chain(numbers(3), hashing(6, mask_value=3)), [whole(3)]),
        "numbers of int32 hashed": (lambda: chain(numbers(3, dtype="int32"), hashing(6, output_mode="multi_hot"), l.Dense(2)), [whole(3, dtype="int32")]),
        "floats hashed": (lambda: chain(numbers(3, dtype="float32"), hashing(6)), [whole(3, dtype="float32")]),
        "strings crossed": (lambda: crossed("string", "string"), [words(1), words(1, tokens=KNOWN)]),
        "strings and numbers crossed": (lambda: crossed("string", "int64"), [words(1), whole(1)]),
        "numbers crossed": (lambda: crossed("int32", "int64", output_mode="one_hot"), [whole(1, dtype="int32"), whole(1)]),
        "categories": (lambda: chain(numbers(3), encoding(6), l.Dense(2)), [whole(3, least=0, most=8)]),
        "categories of floats": (lambda: chain(numbers(3, dtype="float32"), encoding(6, output_mode="count"), l.Dense(2)),
                                 [whole(3, least=0, most=7, dtype="float32")]),
        "categories as rows": (lambda: chain(numbers(3, dtype="int32"), encoding(6, output_mode="one_hot"), l.Flatten(), l.Dense(2)),
                               [whole(3, most=8, dtype="int32")]),
        "categories as one row": (lambda: chain(numbers(1, dtype="uint8"), encoding(5, output_mode="one_hot"), l.Dense(2)),
                                  [whole(1, least=0, most=5, dtype="uint8")]),
        "bins": (lambda: chain(numbers(3, dtype="float32"), bins(edges), l.Embedding(5, 3), l.Flatten(), l.Dense(2)), [floats(3)]),
        "bins as rows": (lambda: chain(numbers(3, dtype="float32"), bins(edges, output_mode="one_hot"), l.Flatten(), l.Dense(2)), [floats(3)]),
        "bins counted": (lambda: chain(numbers(4, dtype="float32"), bins(edges, output_mode="count"), l.Dense(2)), [floats(4)]),
        "bins of whole numbers": (lambda: chain(numbers(3), bins([0.0, 3.0, 5.5], output_mode="multi_hot"), l.Dense(2)), [whole(3)]),
        "bins at their edges": (lambda: chain(numbers(4, dtype="float32"), bins(edges)),
                                [lambda n: np.array(edges, "float32")[drawn(5, n, 4) % 4]]),
    }


def given(values):
    return tf.constant(values) if values.dtype.kind == "U" else values


def typed(values):
    values = np.asarray(values)
    if values.dtype.kind in "SOU":
        strings = [v.decode("utf-8") if isinstance(v, bytes) else str(v) for v in values.ravel().tolist()]
        return {"shape": list(values.shape), "values": strings, "dtype": "string"}
    return array(values) | {"dtype": values.dtype.name}


def fit(name, build, columns, n):
    keras.backend.clear_session()
    architecture = build().to_json()
    keras.backend.clear_session()
    keras.utils.set_random_seed(SEED)
    model = keras.models.model_from_json(architecture)
    x = [column(n) for column in columns]
    told = {"case": name, "model": architecture, "x": [typed(a) for a in x]}
    if model.trainable_weights:
        y = truth(model.outputs, n)
        model.compile(OPTIMIZERS["slow"](), "mean_squared_error")
        history = model.fit([given(a) for a in x], y, epochs=EPOCHS, batch_size=BATCH, verbose=0).history
        told |= {"y": [array(a) for a in y], "loss": history["loss"], "weights": [array(w) for w in model.get_weights()]}
    predicted = model.predict([given(a[:BATCH]) for a in x], batch_size=BATCH, verbose=0)
    return told | {"predictions": [typed(a) for a in keras.tree.flatten(predicted)]}


# What layers learn from samples: twins of PreprocessingFits.ADAPTED.
ADAPTED = {
    "strings": (lambda: l.StringLookup(), words(3)),
    "strings one by one": (lambda: l.StringLookup(), words()),
    "the most frequent strings": (lambda: l.StringLookup(max_tokens=5, mask_token=""), words(3)),
    "strings weighed": (lambda: l.StringLookup(output_mode="tf_idf"), words(4)),
    "strings weighed, padded": (lambda: l.StringLookup(output_mode="tf_idf", max_tokens=12, pad_to_max_tokens=True), words(4)),
    "whole numbers": (lambda: l.IntegerLookup(mask_token=0), whole(3)),
    "bins": (lambda: l.Discretization(num_bins=4), floats(3)),
    "many bins": (lambda: l.Discretization(num_bins=7, epsilon=0.05), lambda n: floats(11)(40)),
    "bins of a few": (lambda: l.Discretization(num_bins=5), lambda n: floats(3)(1)),
    "whole numbers of three places": (lambda: l.IntegerLookup(num_oov_indices=3, max_tokens=8), whole(3)),
    "strings in batches": (lambda: l.StringLookup(), words(3), 4),
    "strings one by one in batches": (lambda: l.StringLookup(max_tokens=6), words(), 4),
    "strings weighed in batches": (lambda: l.StringLookup(output_mode="tf_idf"), words(4), 4),
    "whole numbers in batches": (lambda: l.IntegerLookup(mask_token=0), whole(3), 4),
    "bins in batches": (lambda: l.Discretization(num_bins=4), floats(3), 4),
    "many bins in batches": (lambda: l.Discretization(num_bins=7, epsilon=0.05), lambda n: floats(11)(40), 16),
    "moments in batches": (lambda: l.Normalization(), lambda n: floats(5)(70), 32),
    "moments of all in batches": (lambda: l.Normalization(axis=None), lambda n: floats(5, 3)(21), 8),
    "moments of images in batches": (lambda: l.Normalization(axis=(1, -1)), lambda n: whole(4, 5, 3, least=0, most=255, dtype="uint8")(20), 8),
}


def adapted(name, n=11):
    make, data, *batch = ADAPTED[name]
    layer, x = make(), data(n)
    layer.adapt(tf.data.Dataset.from_tensor_slices(given(x)).batch(*batch) if batch else x)
    if isinstance(layer, l.Normalization):
        return {"case": name, "x": typed(x), "vocabulary": [repr(float(value)) for w in (layer.adapt_mean, layer.adapt_variance) for value in w.numpy().ravel()]}
    if isinstance(layer, l.Discretization):
        return {"case": name, "x": typed(x), "vocabulary": [repr(float(b)) for b in layer.bin_boundaries]}
    told = {"case": name, "x": typed(x), "vocabulary": [str(t) for t in layer.get_vocabulary()]}
    return told | ({"idf": array(layer.idf_weights_const.numpy())} if layer.output_mode == "tf_idf" else {})


def preprocessing_fits(sizes=(18, 20), parts=1):
    """One size a case in turn: the second has a partial last batch."""
    fits = [fit(name, *case, sizes[i % len(sizes)]) for i, (name, case) in enumerate((lookups() | others()).items()) if thinned([name], parts)]
    return {"seed": SEED, "epochs": EPOCHS, "batch_size": BATCH, "fits": fits, "adapted": [adapted(name) for name in thinned(ADAPTED, parts)]}
