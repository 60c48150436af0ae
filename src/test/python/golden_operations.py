"""Fits of small models that hold operations of keras.ops among their layers. Java reads each model from its JSON and does the same
(src/test/java/kerava/interop/SequenceFits.java), and writes it with the methods of KerasTensor (OperationsInterop.java).
"""
import numpy as np
from keras import Input, Model, layers as l, ops

import golden_sequences as sequences
from sequence_models import BATCH

STEPS = np.arange(16, dtype="float32").reshape(4, 4) / 8
SLOW = {"powers", "along axes", "residual"}


def dense(formula, features=4):
    """What formula makes of two tensors of a sample's size (4, features) each, before a Dense of two units."""
    x = Input((4, 3), name="x")
    a, b = l.Dense(features, "tanh", name="a")(x), l.Dense(features, name="b")(x)
    return Model(x, l.Dense(2, name="last")(formula(a, b)))


def sums(a, b):
    return 1 - (2.5 * (a + b) - b / 3) * a + 2 * -a + 0.125


def quotients(a, b):
    return a / (ops.abs(b) + 1.5) + ops.divide(b, 2) + 1 / (ops.square(a) + 2)


def powers(a, b):
    return ops.sqrt(ops.exp(a) + 1) + ops.log(ops.square(b) + 1.0) + (a ** 2) * 0.5 + ops.expm1(a) + ops.log1p(ops.abs(b)) + ops.cos(a) + ops.rsqrt(a * a + 1)


def choices(a, b):
    c = ops.where(a > 0, a, b) + ops.where(ops.logical_and(a < 0.5, ops.logical_not(b >= 0.25)), b, 0.5) + ops.where(ops.logical_or(a <= b, b < -1), a, b)
    return c + ops.cast(ops.not_equal(a, 0), "float32") * b + ops.cast(ops.equal(a, b), "float32") * a


def extremes(a, b):
    return ops.maximum(a, b) + ops.minimum(a, 0.25) + ops.clip(b, -1, 0.5) + ops.floor(b) * a + ops.ceil(a) * b


ACTIVATIONS = [ops.relu, ops.relu6, ops.sigmoid, ops.tanh, ops.silu, ops.gelu, lambda x: ops.gelu(x, approximate=False), lambda x: ops.leaky_relu(x, 0.1), ops.elu, ops.selu,
               ops.softplus, ops.softsign, ops.hard_sigmoid, ops.hard_silu, ops.hard_tanh, ops.log_sigmoid, ops.squareplus, ops.celu, ops.tanh_shrink, ops.sparse_plus,
               ops.sparse_sigmoid, ops.soft_shrink, ops.hard_shrink, ops.erf, ops.glu]


def activated():
    """Each on a Dense of its own: sums of many gradients begin with another in each run."""
    x = Input((3,), name="x_state")
    return Model(x, l.Dense(2, name="last")(ops.concatenate([f(l.Dense(2, name=f"dense_{i}")(x)) for i, f in enumerate(ACTIVATIONS)], axis=-1)))


def softened(a, b):
    return ops.concatenate([ops.softmax(a), ops.softmax(b, axis=1), ops.log_softmax(b), ops.log_softmax(a, axis=-2)], axis=-1)


def along(a, b):
    c = ops.sum(a, axis=1, keepdims=True) + ops.mean(b, axis=-1, keepdims=True) + ops.max(a, axis=(1, 2), keepdims=True) + ops.min(b, axis=1, keepdims=True)
    return c + a - ops.var(b, axis=2, keepdims=True) + ops.std(a + STEPS, axis=1, keepdims=True)


def flattened(a, b):
    parts = [ops.sum(a, axis=1), ops.mean(b, axis=1), ops.max(a * b, axis=2), ops.min(a, axis=[1]), ops.var(b, axis=1), ops.std(b + STEPS, axis=1)]
    return ops.concatenate(parts, axis=1) + ops.cast(ops.any(ops.greater(b, 1.0), axis=(1, 2)), "float32")[:, None] * ops.sum(b, axis=(1, 2), keepdims=True)[:, 0]


def moved(a, b):
    c = ops.reshape(a, (-1, 2, 8)) * ops.reshape(ops.transpose(b, (0, 2, 1)), (-1, 2, 8))
    d = ops.squeeze(ops.expand_dims(ops.reshape(c, (-1, 4, 4)), 1), axis=1)
    return ops.flip(d, axis=1) + ops.repeat(a[:, :2], 2, axis=1) + ops.stack([b[:, 3], a[:, 0], b[:, -1], a[:, 1]], axis=1) + ops.transpose(d, (0, 2, 1))


def sliced(a, b):
    return ops.concatenate([a[:, 1:3], b[:, ::2], a[:, ::-1], b[..., :4], a[:, None, 2]], axis=1)


def multiplied(a, b):
    scores = ops.softmax(ops.matmul(a, ops.transpose(b, (0, 2, 1))) / 2.0)
    return scores @ b


def constants(a, b):
    return a * np.array([1, 0.5, -2, 0.25], "float32") + b + STEPS + ops.stop_gradient(a)


def biased():
    """Python adds what is as long as the last axis as a bias."""
    x, z = Input((4, 3), name="x"), Input((5,), name="z")
    y = l.Dense(5)(x) + ops.mean(l.Dense(5)(z), axis=0)
    return Model([x, z], l.Dense(2)(ops.add(y, np.array([1, 2, 3, 4, 5], "float32"))))


def residual():
    x = Input((6, 5, 3), name="x")
    y = l.Conv2D(3, 3, padding="same", activation="relu")(x)
    y = ops.relu(l.BatchNormalization()(l.Conv2D(3, 3, padding="same")(y)) + x)
    return Model(x, l.Dense(2)(ops.mean(y, axis=(1, 2))))


def gated():
    """With layers of the same names."""
    x = Input((4, 3), name="x")
    a = l.Dense(4)(x)
    g = l.Activation("sigmoid")(l.Add()([a, a]))
    return Model(x, l.Dense(2)(l.Concatenate()([g * a + (1 - g) * ops.tanh(a), ops.add(a, 1), l.Multiply()([a, g])])))


def inside():
    x = Input((4, 3), name="x")
    inner = dense(sums, 3)
    return Model(x, l.Dense(2)(inner(x) + ops.mean(inner(x * 2), axis=-1, keepdims=True)))


def whole():
    """Of whole numbers and truth values up to where they meet numbers with a floating point."""
    x = Input((4,), dtype="int32", name="ids")
    y = ops.cast(ops.maximum(x * 2 - 1, 0), "float32") + ops.cast(x > 3, "float32") * 0.5 + x / 2 + ops.sqrt(ops.square(x))
    return Model(x, l.Dense(2)(ops.where(ops.not_equal(x, 0), y, ops.exp(-x))))


def masked():
    """Keras itself writes the operation that makes the mask."""
    x = Input((5,), name="ids")
    y = l.Bidirectional(l.GRU(3, return_sequences=True))(l.Embedding(9, 4, mask_zero=True)(x))
    return Model(x, l.Dense(2)(l.LSTM(3)(y)))


def masked_by_hand():
    x = Input((5, 3), name="x")
    mask = ops.any(ops.not_equal(x, 1.5), axis=-1)
    return Model(x, l.Dense(2)(l.LSTM(4)(l.Dense(4)(x), mask=ops.logical_and(mask, x[:, :, 0] > -1))))


FORMULAS = {"sums": sums, "quotients": quotients, "powers": powers, "choices": choices, "extremes": extremes, "softened": softened,
            "along axes": along, "flattened": flattened, "moved": moved, "sliced": sliced, "multiplied": multiplied, "constants": constants}
MODELS = {name: (lambda formula=formula: dense(formula)) for name, formula in FORMULAS.items()}
MODELS |= {"activated": activated, "biased": biased, "residual": residual, "gated": gated, "inside": inside, "whole": whole, "masked": masked, "masked by hand": masked_by_hand}


def operation_fits(stored=True, counts=(18, 20)):
    return {"seed": sequences.SEED, "epochs": sequences.EPOCHS, "batch_size": BATCH,
            "fits": [sequences.fitted(name, build, "slow" if stored and name in SLOW else "adam", counts[i % 2]) for i, (name, build) in enumerate(MODELS.items())]}
