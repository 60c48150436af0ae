"""Fits of small models whose inputs are of other types than float32, and of data of other types than the inputs'. Java reads each model from its JSON and does
the same (src/test/java/kerava/interop/SequenceFits.java). An array says its dtype.
"""
import keras
import numpy as np
from keras import Input, Model, Sequential, layers as l

from golden_numbers import array, thinned
from golden_sequences import EPOCHS, OPTIMIZERS, SEED
from sequence_models import BATCH, WORDS, truth


def given(type, *shape, most=WORDS):
    """n whole numbers of a type in 0 .. most - 1."""
    return lambda n: np.random.RandomState(3).randint(0, most, (n, *shape)).astype(type)


def images(n):
    return given("uint8", 4, 5, 2, most=256)(n)


def fractions(type, *shape):
    return lambda n: np.random.RandomState(3).randn(n, *shape).astype(type)


def chain(type, shape, *more):
    return Sequential([Input(shape, dtype=type), *more])


def joined(types, merge, shape=(4,)):
    inputs = [Input(shape, dtype=type, name=f"x_{i}") for i, type in enumerate(types)]
    return Model(inputs, l.Dense(2)(l.Dense(3, "tanh")(merge(inputs))))


def ids_and_numbers():
    ids, numbers = Input((5,), dtype="int32", name="ids"), Input((3,), name="numbers")
    return Model([ids, numbers], l.Dense(2)(l.Concatenate()([l.Flatten()(l.Embedding(WORDS, 4)(ids)), numbers])))


def inside(outer, inner):
    x, z = Input((4,), dtype=outer, name="x"), Input((4,), dtype=inner, name="z")
    return Model(x, l.Dense(2)(Model(z, l.Dense(3, "tanh")(z))(x)))


def read_otherwise():
    """One input for several layers, which take it differently."""
    x = Input((4,), dtype="int64", name="x")
    return Model(x, [l.Dense(2)(l.Dense(3, "tanh")(x)), l.Dense(1)(l.Flatten()(l.Embedding(WORDS, 3)(x)))])


def beyond(bits, type):
    """Two columns that differ by less than a float of their size tells."""
    first = lambda n: (2**bits + given(type, 3)(n)).astype(type)
    return lambda n: [first(n), np.full((n, 3), 2**bits, type)]


CASES = {
    "int32 ids": (lambda: chain("int32", (5,), l.Embedding(WORDS, 4), l.Flatten(), l.Dense(2)), "sgd", [given("int32", 5)]),
    "int64 given for int32": (lambda: chain("int32", (5,), l.Embedding(WORDS, 4), l.Flatten(), l.Dense(2)), "sgd", [given("int64", 5)]),
    "float32 given for int32": (lambda: chain("int32", (5,), l.Embedding(WORDS, 4), l.Flatten(), l.Dense(2)), "sgd", [given("float32", 5)]),
    "int32 given for float32": (lambda: chain("float32", (5,), l.Embedding(WORDS, 4), l.Flatten(), l.Dense(2)), "sgd", [given("int32", 5)]),
    "float64 given for float32": (lambda: chain("float32", (5,), l.Dense(2)), "slow", [fractions("float64", 5)]),
    "int64 ids, masked": (lambda: chain("int64", (5,), l.Embedding(WORDS, 4, mask_zero=True), l.LSTM(3, return_sequences=True), l.Dense(2)), "sgd",
                          [given("int64", 5)]),
    "uint8 ids, masked": (lambda: chain("uint8", (5,), l.Embedding(WORDS, 4, mask_zero=True), l.Dense(2)), "sgd", [given("uint8", 5)]),
    "truths as ids, masked": (lambda: chain("bool", (5,), l.Embedding(2, 4, mask_zero=True), l.Dense(2)), "sgd", [given("bool", 5, most=2)]),
    "float64 ids": (lambda: chain("float64", (5,), l.Embedding(WORDS, 4, mask_zero=True), l.Dense(2)), "sgd", [given("float64", 5)]),
    "uint8 images": (lambda: chain("uint8", (4, 5, 2), l.Flatten(), l.Dense(4, "tanh"), l.Dense(2)), "slow", [images]),
    "uint8 images, larger": (lambda: chain("uint8", (4, 5, 2), l.ZeroPadding2D(1), l.UpSampling2D(2), l.Flatten(), l.Dense(4, "tanh"),
                                           l.Dense(2)), "slow", [images]),
    "int32 numbers": (lambda: chain("int32", (4,), l.Dense(3, "tanh"), l.Dense(2)), "slow", [given("int32", 4)]),
    "int64 numbers of two axes": (lambda: chain("int64", (3, 4), l.Dense(3, "tanh"), l.Dense(2)), "slow", [given("int64", 3, 4)]),
    "truths": (lambda: chain("bool", (4,), l.Dense(3, "tanh"), l.Dense(2)), "slow", [given("bool", 4, most=2)]),
    "float64 numbers": (lambda: chain("float64", (4,), l.Dense(3, "tanh"), l.Dense(2)), "slow", [fractions("float64", 4)]),
    "float32 given for float64": (lambda: chain("float64", (4,), l.Dense(3, "tanh"), l.Dense(2)), "slow", [fractions("float32", 4)]),
    "int64 given for float64": (lambda: chain("float64", (4,), l.Dense(3, "tanh"), l.Dense(2)), "slow", [given("int64", 4)]),
    "normalized whole numbers": (lambda: chain("int32", (4,), l.BatchNormalization(), l.Dense(2)), "slow", [given("int32", 4)]),
    "whole numbers in other shapes": (lambda: chain("int32", (6,), l.Reshape((2, 3)), l.Permute((2, 1)), l.Dense(3, "tanh"), l.Dense(2)), "slow",
                                      [given("int32", 6)]),
    "whole numbers step by step": (lambda: chain("int32", (3, 4), l.TimeDistributed(l.Dense(3, "tanh")), l.Dense(2)), "slow", [given("int32", 3, 4)]),
    "ids and numbers": (ids_and_numbers, "sgd", [given("int32", 5), fractions("float32", 3)]),
    "whole and floating numbers side by side": (lambda: joined(["int32", "float32"], l.Concatenate()), "slow", [given("int32", 4), fractions("float32", 4)]),
    "whole numbers side by side": (lambda: joined(["int32"] * 3, l.Concatenate()), "slow", [given("int32", 4)] * 3),
    "a sum of whole and floating numbers": (lambda: joined(["float32", "int64"], l.Add()), "slow", [fractions("float32", 4), given("int64", 4)]),
    "a sum of whole numbers": (lambda: joined(["uint8", "int32"], l.Add()), "slow", [given("uint8", 4), given("int32", 4)]),
    "a product of whole numbers": (lambda: joined(["int32", "int32"], l.Multiply()), "slow", [given("int32", 4)] * 2),
    "the larger of two numbers": (lambda: joined(["int32", "float32"], l.Maximum()), "slow", [given("int32", 4), fractions("float32", 4)]),
    "a mean of whole and floating numbers": (lambda: joined(["int32", "float32"], l.Average()), "slow", [given("int32", 4), fractions("float32", 4)]),
    "digits beyond float32": (lambda: joined(["int32", "int32"], l.Subtract(), (3,)), "slow", beyond(24, "int32")),
    "digits beyond float64": (lambda: joined(["int64", "int64"], l.Subtract(), (3,)), "slow", beyond(53, "int64")),
    "a model of floats inside": (lambda: inside("int32", "float32"), "slow", [given("int32", 4)]),
    "a model of whole numbers inside": (lambda: inside("float32", "int32"), "slow", [fractions("float32", 4)]),
    "one input in two ways": (read_otherwise, "sgd", [given("int64", 4)]),
    "labels that are whole": (lambda: chain("int32", (4,), l.Dense(3, "tanh"), l.Dense(2)), "slow", [given("int32", 4)]),
    "uint8 steps": (lambda: chain("uint8", (4, 3), l.ZeroPadding1D(1), l.UpSampling1D(2), l.Cropping1D((1, 2)), l.Identity(), l.Rescaling(1 / 255, -0.5),
                                  l.Dense(4, "tanh"), l.Dense(2)), "slow", [given("uint8", 4, 3)]),
    "whole numbers repeated": (lambda: chain("int32", (4,), l.RepeatVector(3), l.Dense(3, "tanh"), l.Dense(2)), "slow", [given("int32", 4)]),
    "cropped truths": (lambda: chain("bool", (4, 5, 2), l.Cropping2D(1), l.Flatten(), l.Dense(3, "tanh"), l.Dense(2)), "slow", [given("bool", 4, 5, 2, most=2)]),
}


def typed(values):
    return array(values) | {"dtype": values.dtype.name}


def typed_fits(sizes=(18, 20), parts=1):
    """One size a case in turn: the second has a partial last batch."""
    return {"seed": SEED, "epochs": EPOCHS, "batch_size": BATCH, "fits": [fit(name, sizes[i % len(sizes)]) for i, name in enumerate(CASES) if thinned([name], parts)]}


def fit(name, n):
    build, optimizer, columns = CASES[name]
    keras.backend.clear_session()
    architecture = build().to_json()
    keras.backend.clear_session()
    keras.utils.set_random_seed(SEED)
    model = keras.models.model_from_json(architecture)
    x = columns(n) if callable(columns) else [column(n) for column in columns]
    y = truth(model.outputs, n)
    if name.startswith("labels"):
        y = [np.round(a).astype("int64") for a in y]
    model.compile(OPTIMIZERS[optimizer](), "mean_squared_error")
    history = model.fit(x, y, epochs=EPOCHS, batch_size=BATCH, verbose=0).history
    return {"case": name, "model": architecture, "optimizer": optimizer, "x": [typed(a) for a in x], "y": [typed(a) for a in y],
            "loss": history["loss"], "weights": [array(w) for w in model.get_weights()],
            "predictions": [array(a) for a in keras.tree.flatten(model.predict([a[:BATCH] for a in x], batch_size=BATCH, verbose=0))]}
