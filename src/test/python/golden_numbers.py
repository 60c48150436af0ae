"""Numbers of single pieces: seeds drawn, the shuffle, initializers, activations."""
import hashlib
import zlib
import inspect
import random

import keras
import numpy as np
import tensorflow as tf
from keras.src.activations import ALL_OBJECTS_DICT as ACTIVATIONS
from keras.src.initializers import ALL_OBJECTS_DICT as INITIALIZERS
from keras.src.trainers.data_adapters.array_data_adapter import ArrayDataAdapter


def array(values):
    values = np.asarray(values)
    return {"shape": list(values.shape), "values": values.ravel().tolist()}


# ---- seeds

def draws():
    """random.randint(1, 10**9), which every initializer and noise layer without a seed of its own takes its seed from;
    and the 32-bit numbers of NumPy's RandomState(seed)."""
    return {"randint_1_1e9": {str(seed): drawn(seed) for seed in (0, 1, 2, 42, 1234, 4294967295, 4294967296, 2**62 + 5, -3)},
            "numpy_uint32": {str(seed): numpy_drawn(seed) for seed in (0, 1, 42, 4294967295)}}


def drawn(seed):
    random.seed(seed)
    numbers = [random.randint(1, 10**9) for _ in range(5000)]
    return {"first": numbers[:16], "5000th": numbers[-1]}


def numpy_drawn(seed):
    numbers = np.random.RandomState(seed).randint(0, 2**32, 5000, "uint32")
    return {"first": numbers[:16].tolist(), "5000th": int(numbers[-1])}


# ---- shuffle

def shuffle():
    """The order in which fit(shuffle=True) visits n samples after set_random_seed(seed): the same in every epoch.
    TensorFlow takes seeds modulo 2**31 - 1, and has a rule of its own for what that makes 0."""
    orders = [order(seed, n) for seed in (42, 1234) for n in (1, 2, 10, 33)]
    orders += [order(seed, n) for seed in (0, 2**31 - 2, 2**31 - 1, 2**31, 2**32 - 2, 2**32 - 1) for n in (2, 10, 33)]
    return {"orders": orders, "long_orders": [long_order(seed, 60000) for seed in (42, 1234, 0, 2**32 - 1)]}


def order(seed, n):
    keras.utils.set_random_seed(seed)
    x = y = np.arange(n).reshape(n, 1)
    dataset = ArrayDataAdapter(x, y, batch_size=4096, shuffle=True).get_tf_dataset()
    epochs = [np.concatenate([x.numpy().ravel() for x, y in dataset]) for _ in range(2)]
    assert np.array_equal(*epochs) and sorted(epochs[0]) == list(range(n)), "not one permutation for every epoch"
    return {"seed": seed, "n": n, "order": epochs[0].tolist()}


def long_order(seed, n):
    full = order(seed, n)["order"]
    digest = hashlib.md5(np.asarray(full, "<i8").tobytes()).hexdigest()
    return {"seed": seed, "n": n, "first": full[:16], "last": full[-16:], "md5_of_int64": digest}


# ---- initializers

SHAPES = [(4, 3), (3,), (2, 3, 4), (5, 1), (2, 1, 3, 4)]
RANDOM = ["GlorotNormal", "GlorotUniform", "HeNormal", "HeUniform", "LecunNormal", "LecunUniform",
          "RandomNormal", "RandomUniform", "TruncatedNormal", "VarianceScaling", "Orthogonal"]
SETTINGS = [("RandomNormal", {"mean": 0.5, "stddev": 2.0}), ("RandomUniform", {"minval": 0.1, "maxval": 0.7}),
            ("TruncatedNormal", {"mean": -1.0, "stddev": 0.3}), ("Orthogonal", {"gain": 1.7})]
SCALINGS = [(1.0, "fan_in", "truncated_normal"), (2.0, "fan_out", "truncated_normal"), (0.3, "fan_avg", "normal"),
            (2.0, "fan_in", "untruncated_normal"), (1.5, "fan_avg", "untruncated_normal"),
            (1.0, "fan_avg", "uniform"), (3.0, "fan_out", "uniform")]
SEEDLESS = [("Zeros", {}), ("Ones", {}), ("Constant", {"value": 0.1}), ("Identity", {}), ("Identity", {"gain": 2.5})]


def initializers():
    """Seed is the initializer's own argument; "names" are the strings keras.initializers.get takes, with what they stand for."""
    scalings = [("VarianceScaling", dict(zip(("scale", "mode", "distribution"), s))) for s in SCALINGS]
    seeded = [(kind, {}) for kind in RANDOM] + SETTINGS + scalings
    cases = [initialized(kind, config | {"seed": seed}, shape) for kind, config in seeded for seed in (42, 7) for shape in SHAPES]
    cases += [initialized(kind, config, shape) for kind, config in SEEDLESS for shape in SHAPES]
    return {"names": names(), "cases": cases}


def initialized(kind, config, shape):
    case = {"class_name": kind, "config": config, "shape": list(shape)}
    try:
        return case | {"values": array(getattr(keras.initializers, kind)(**config)(shape))["values"]}
    except ValueError as refused:
        return case | {"refused": str(refused)}


def names():
    kinds = {name: kind for name, kind in INITIALIZERS.items() if name[0].islower()}
    kinds = {name: kind for name, kind in kinds.items() if kind.__name__ not in ("Initializer", "STFT", "Constant")}  # Constant needs its value
    return {name: {"class_name": kind.__name__, "config": keras.initializers.get(name).get_config()} for name, kind in sorted(kinds.items())}


# ---- activations

EDGES = [[-20, 0.5, 1e-8, 3], [-0.5, 20, -1, 0], [6, -3, 1, -2.5]]
EDGES_WEIGHTS = [[1, -0.5, 2, 0.25], [0.75, -1.5, 3, 1.25], [-2, 0.125, 1.75, -0.625]]
TIES = [[1, 1, 0.5, 1], [0.25, 0.25, 0.25, 0.25], [3, 0.5, 3, -1], [0, -0.5, 0, -0.5], [2, 1, 0, 1]]
TIES_WEIGHTS = [[1, -0.5, 2, 0.25], [0.75, -1.5, 3, 1.25], [-2, 0.125, 1.75, -0.625], [0.5, 1.5, -3, 2], [1, 2, -1, -4]]


def activations():
    """Outputs y = f(x) and gradients d sum(y * c) / dx; where f halves the last axis (glu), c is cut to y's shape."""
    random_state = np.random.RandomState(7)
    inputs = {"edges": (EDGES, EDGES_WEIGHTS), "ties": (TIES, TIES_WEIGHTS), "ordinary": (random_state.randn(5, 6) * 1.5, random_state.randn(5, 6))}
    inputs = {name: [np.asarray(v, "float32") for v in pair] for name, pair in inputs.items()}
    return {"inputs": {name: {"x": array(x), "c": array(c)} for name, (x, c) in inputs.items()},
            "functions": {name: activated(ACTIVATIONS[name], inputs) for name in sorted(ACTIVATIONS)}}


def needed(function):
    """The arguments beside x that have no default."""
    return [p.name for p in inspect.signature(function).parameters.values() if p.default is p.empty][1:]


def activated(function, inputs):
    if needed(function):  # so a layer cannot be given it by name alone
        return {"function": function.__name__, "needs": needed(function)}
    return {"function": function.__name__} | {name: with_gradient(function, *pair) for name, pair in inputs.items()}


def with_gradient(function, x, c):
    @tf.function
    def step(x, c):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = function(x)
            total = tf.reduce_sum(y * c[:, :y.shape[-1]])
        return y, tape.gradient(total, x)

    y, gradient = step(tf.constant(x), tf.constant(c))
    return {"y": array(y.numpy()), "gradient": array(gradient.numpy())["values"]}


def one_of(choices, name):
    """The one that this name chooses, today as tomorrow."""
    return choices[-zlib.crc32(name.encode()) % len(choices)]


ONLY = []  # cases that were asked for by name; none: all


def thinned(names, parts):
    """Those of one of so many parts, the same today as tomorrow; or those that were asked for, in each type where the name tells one."""
    if ONLY:
        return [name for name in names if any(name == only or name.startswith(f"{only}, ") for only in ONLY)]
    return [name for name in names if zlib.crc32(name.encode()) % parts == 0]
