"""What Keras makes of that for which TensorFlow Framework (org.tensorflow:tensorflow-framework) has a class: docs/tensorflow-framework.md compares the two.
Every case is called by the framework's class and, in brackets, the settings that are not its defaults."""
import keras
import numpy as np
import tensorflow as tf

from golden_numbers import array, with_gradient

SEED = 42
SHAPES = [(6, 4), (2, 3, 4)]


def framework():
    return {"activations": activations(), "initializers": initializers(), "losses": losses(), "metrics": metrics(),
            "regularizers": regularizers(), "constraints": constraints(), "optimizers": optimizers()}


def randoms(seed, *shape):
    return np.random.RandomState(seed).randn(*shape).astype("float32")


# ---- activations

def activations():
    a = keras.activations
    functions = {
        "ELU": a.elu, "ELU(0.5)": lambda x: a.elu(x, alpha=0.5), "Exponential": a.exponential, "GELU": a.gelu,
        "GELU(approximate)": lambda x: a.gelu(x, approximate=True), "HardSigmoid": a.hard_sigmoid, "Linear": a.linear, "ReLU": a.relu,
        "ReLU(0.2, 1.5, 0.25)": lambda x: a.relu(x, negative_slope=0.2, max_value=1.5, threshold=0.25), "SELU": a.selu, "Sigmoid": a.sigmoid,
        "Softmax": a.softmax, "Softplus": a.softplus, "Softsign": a.softsign, "Swish": a.silu, "Tanh": a.tanh}
    x, c = randoms(7, 3, 5) * 2.5, randoms(8, 3, 5)
    return {"x": array(x), "c": array(c), "cases": {name: with_gradient(function, x, c) for name, function in functions.items()}}


# ---- initializers

def initializers():
    i = keras.initializers
    kinds = {
        "Constant(0.3)": i.Constant(0.3), "Zeros": i.Zeros(), "Ones": i.Ones(), "Identity(2.5)": i.Identity(2.5),
        "RandomNormal(0.5, 2)": i.RandomNormal(0.5, 2.0, seed=SEED), "RandomUniform(-0.2, 0.7)": i.RandomUniform(-0.2, 0.7, seed=SEED),
        "TruncatedNormal(-1, 0.3)": i.TruncatedNormal(-1.0, 0.3, seed=SEED), "Orthogonal(1.7)": i.Orthogonal(1.7, seed=SEED),
        "Glorot(TRUNCATED_NORMAL)": i.GlorotNormal(seed=SEED), "Glorot(UNIFORM)": i.GlorotUniform(seed=SEED),
        "He(TRUNCATED_NORMAL)": i.HeNormal(seed=SEED), "He(UNIFORM)": i.HeUniform(seed=SEED),
        "LeCun(TRUNCATED_NORMAL)": i.LecunNormal(seed=SEED), "LeCun(UNIFORM)": i.LecunUniform(seed=SEED)}
    for mode in ("fan_in", "fan_out", "fan_avg"):
        for distribution in ("truncated_normal", "untruncated_normal", "uniform"):
            name = {"untruncated_normal": "normal"}.get(distribution, distribution)
            kinds[f"VarianceScaling(1.5, {mode.upper()}, {name.upper()})"] = i.VarianceScaling(1.5, mode, distribution, seed=SEED)
    return {name: [array(kind(shape)) for shape in SHAPES if len(shape) == 2 or not name.startswith("Identity")] for name, kind in kinds.items()}


# ---- losses

def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return (e / e.sum(-1, keepdims=True)).astype("float32")


def data():
    """Truths and predictions of 4 samples, by kind."""
    random = np.random.RandomState(3)
    logits, real = randoms(4, 4, 3) * 2, randoms(5, 4, 3)
    labels = np.asarray([2, 0, 1, 2], "float32")
    one_hot = np.eye(3, dtype="float32")[labels.astype(int)]
    binary = (random.rand(4, 3) < 0.5).astype("float32")
    return {"real": (randoms(6, 4, 3), real), "positive": (np.abs(randoms(9, 4, 3)) + 0.1, np.abs(real) + 0.2), "one_hot": (one_hot, softmax(logits)),
            "one_hot_logits": (one_hot, logits), "sparse": (labels, softmax(logits)), "sparse_logits": (labels, logits),
            "binary": (binary, 1 / (1 + np.exp(-logits)).astype("float32")), "binary_logits": (binary, logits)}


def losses():
    l, none = keras.losses, {"reduction": "none"}
    kinds = {
        "BinaryCrossentropy": ("binary", l.BinaryCrossentropy(**none)),
        "BinaryCrossentropy(logits)": ("binary_logits", l.BinaryCrossentropy(from_logits=True, **none)),
        "BinaryCrossentropy(smoothing 0.1)": ("binary", l.BinaryCrossentropy(label_smoothing=0.1, **none)),
        "CategoricalCrossentropy": ("one_hot", l.CategoricalCrossentropy(**none)),
        "CategoricalCrossentropy(logits)": ("one_hot_logits", l.CategoricalCrossentropy(from_logits=True, **none)),
        "CategoricalCrossentropy(smoothing 0.1)": ("one_hot", l.CategoricalCrossentropy(label_smoothing=0.1, **none)),
        "CategoricalHinge": ("one_hot", l.CategoricalHinge(**none)), "CosineSimilarity": ("real", l.CosineSimilarity(**none)),
        "Hinge": ("binary", l.Hinge(**none)), "Huber": ("real", l.Huber(**none)), "KLDivergence": ("one_hot", l.KLDivergence(**none)),
        "LogCosh": ("real", l.LogCosh(**none)), "MeanAbsoluteError": ("real", l.MeanAbsoluteError(**none)),
        "MeanAbsolutePercentageError": ("positive", l.MeanAbsolutePercentageError(**none)), "MeanSquaredError": ("real", l.MeanSquaredError(**none)),
        "MeanSquaredLogarithmicError": ("positive", l.MeanSquaredLogarithmicError(**none)), "Poisson": ("positive", l.Poisson(**none)),
        "SparseCategoricalCrossentropy": ("sparse", l.SparseCategoricalCrossentropy(**none)),
        "SparseCategoricalCrossentropy(logits)": ("sparse_logits", l.SparseCategoricalCrossentropy(from_logits=True, **none)),
        "SquaredHinge": ("binary", l.SquaredHinge(**none))}
    return {"data": {name: {"y": array(y), "p": array(p)} for name, (y, p) in data().items()},
            "cases": {name: {"data": kind} | lost(loss, *data()[kind]) for name, (kind, loss) in kinds.items()}}


def lost(loss, y, p):
    p = tf.constant(p)
    with tf.GradientTape() as tape:
        tape.watch(p)
        each = loss(y, p)
        total = tf.reduce_sum(each)
    return {"losses": array(each.numpy()), "gradient": array(tape.gradient(total, p).numpy())}


# ---- metrics

def batches():
    """Two batches, of 4 and of 3 samples."""
    first = data()
    second = {name: (y[:3][::-1], p[1:]) for name, (y, p) in first.items()}
    return {name: (first[name], second[name]) for name in first} | {"whole": whole()}


def whole():
    return ((np.asarray([[1, 2, 0], [0, 1, 1], [2, 2, 1], [0, 0, 2]], "float32"), np.asarray([[1, 2, 1], [0, 0, 1], [2, 1, 1], [1, 0, 2]], "float32")),
            (np.asarray([[0, 1, 2], [2, 1, 0], [1, 1, 1]], "float32"), np.asarray([[0, 1, 1], [0, 1, 0], [2, 1, 2]], "float32")))


def metrics():
    m = keras.metrics
    kinds = {
        "AUC": ("binary", m.AUC()), "AUC(50, PR)": ("binary", m.AUC(50, curve="PR")), "AUC(50, ROC, MINORING)": ("binary", m.AUC(50, summation_method="minoring")),
        "AUC(50, PR, MAJORING)": ("binary", m.AUC(50, curve="PR", summation_method="majoring")), "Accuracy": ("whole", m.Accuracy()),
        "BinaryAccuracy": ("binary", m.BinaryAccuracy()), "BinaryAccuracy(0.3)": ("binary", m.BinaryAccuracy(threshold=0.3)),
        "BinaryCrossentropy": ("binary", m.BinaryCrossentropy()), "CategoricalAccuracy": ("one_hot", m.CategoricalAccuracy()),
        "CategoricalCrossentropy": ("one_hot", m.CategoricalCrossentropy()), "CategoricalHinge": ("one_hot", m.CategoricalHinge()),
        "CosineSimilarity": ("real", m.CosineSimilarity()), "FalseNegatives": ("binary", m.FalseNegatives()),
        "FalsePositives": ("binary", m.FalsePositives()), "FalsePositives(0.3)": ("binary", m.FalsePositives(thresholds=0.3)), "Hinge": ("binary", m.Hinge()),
        "KLDivergence": ("one_hot", m.KLDivergence()), "LogCoshError": ("real", m.LogCoshError()), "MeanAbsoluteError": ("real", m.MeanAbsoluteError()),
        "MeanAbsolutePercentageError": ("positive", m.MeanAbsolutePercentageError()), "MeanSquaredError": ("real", m.MeanSquaredError()),
        "MeanSquaredLogarithmicError": ("positive", m.MeanSquaredLogarithmicError()), "Poisson": ("positive", m.Poisson()),
        "Precision": ("binary", m.Precision()), "Precision(0.3)": ("binary", m.Precision(thresholds=0.3)), "PrecisionAtRecall(0.6)": ("binary", m.PrecisionAtRecall(0.6)),
        "Recall": ("binary", m.Recall()), "Recall(0.3)": ("binary", m.Recall(thresholds=0.3)), "RecallAtPrecision(0.6)": ("binary", m.RecallAtPrecision(0.6)),
        "RootMeanSquaredError": ("real", m.RootMeanSquaredError()), "SensitivityAtSpecificity(0.6)": ("binary", m.SensitivityAtSpecificity(0.6)),
        "SparseCategoricalAccuracy": ("sparse", m.SparseCategoricalAccuracy()),
        "SparseCategoricalCrossentropy": ("sparse", m.SparseCategoricalCrossentropy()),
        "SparseTopKCategoricalAccuracy(2)": ("sparse", m.SparseTopKCategoricalAccuracy(2)),
        "SpecificityAtSensitivity(0.6)": ("binary", m.SpecificityAtSensitivity(0.6)), "SquaredHinge": ("binary", m.SquaredHinge()),
        "TopKCategoricalAccuracy(2)": ("one_hot", m.TopKCategoricalAccuracy(2)), "TrueNegatives": ("binary", m.TrueNegatives()),
        "TruePositives": ("binary", m.TruePositives())}
    return {"batches": {name: [{"y": array(y), "p": array(p)} for y, p in each] for name, each in batches().items()},
            "cases": {name: {"batches": kind, "result": measured(metric, batches()[kind])} for name, (kind, metric) in kinds.items()}}


def measured(metric, given):
    for y, p in given:
        metric.update_state(y, p)
    return float(metric.result())


# ---- regularizers, constraints

def regularizers():
    r = keras.regularizers
    kinds = {"L1(0.03)": r.L1(0.03), "L2(0.02)": r.L2(0.02), "L1L2(0.01, 0.02)": r.L1L2(0.01, 0.02)}
    w = randoms(10, 3, 4)
    return {"w": array(w), "cases": {name: penalty(kind, w) for name, kind in kinds.items()}}


def penalty(regularizer, w):
    w = tf.constant(w)
    with tf.GradientTape() as tape:
        tape.watch(w)
        y = regularizer(w)
    return {"y": array(y.numpy()), "gradient": array(tape.gradient(y, w).numpy())}


def constraints():
    c = keras.constraints
    kinds = {"MaxNorm(1.5)": c.MaxNorm(1.5), "MinMaxNorm(0.8, 1.2, 0.5, 0)": c.MinMaxNorm(0.8, 1.2, 0.5, 0), "NonNeg": c.NonNeg(), "UnitNorm": c.UnitNorm()}
    w = randoms(11, 5, 3)
    return {"w": array(w), "cases": {name: array(np.asarray(kind(w))) for name, kind in kinds.items()}}


# ---- optimizers

STEPS = 6


def optimizers():
    """A weight after some steps down the hill mean(c * w**2)."""
    o = keras.optimizers
    kinds = {
        "GradientDescent(0.1)": o.SGD(0.1), "Momentum(0.1, 0.9)": o.SGD(0.1, momentum=0.9), "Momentum(0.1, 0.9, nesterov)": o.SGD(0.1, momentum=0.9, nesterov=True),
        "AdaDelta(0.5)": o.Adadelta(0.5, epsilon=1e-7), "AdaGrad(0.1)": o.Adagrad(0.1, initial_accumulator_value=0.01, epsilon=0.0),
        "Adam(0.1)": o.Adam(0.1), "Adamax(0.1)": o.Adamax(0.1), "Ftrl(0.1)": o.Ftrl(0.1), "Nadam(0.1)": o.Nadam(0.1, epsilon=1e-8),
        "RMSProp(0.1)": o.RMSprop(0.1, epsilon=1e-10)}
    w, c = randoms(12, 3, 4), np.abs(randoms(13, 3, 4)) + 0.5
    return {"w": array(w), "c": array(c), "steps": STEPS, "cases": {name: array(walked(kind, w, c)) for name, kind in kinds.items()}}


def walked(optimizer, w, c):
    variable = keras.Variable(w)
    for _ in range(STEPS):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(c * variable.value ** 2)
        optimizer.apply([tape.gradient(loss, variable.value)], [variable])
    return variable.numpy()
