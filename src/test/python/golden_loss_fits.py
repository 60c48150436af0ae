"""Fits with one loss after the other, each in its several settings; Java has the same under the same names (src/test/java/kerava/interop/LossFits.java)."""
import keras
import numpy as np
from keras.layers import Dense, Input

from golden_fits import CLASSES, SHORT, compiled, labels, outcome, samples
from golden_numbers import array, thinned


def truths(n):
    state, sparse = np.random.RandomState(5), labels(n)
    one_hot = keras.utils.to_categorical(sparse, CLASSES)
    bits, real = state.randint(0, 2, (n, 4)).astype("float32"), state.randn(n, 4).astype("float32")
    return {"labels": sparse, "label column": sparse.reshape(n, 1), "one-hot": one_hot, "shares": (0.7 * one_hot + 0.1).astype("float32"),
            "bit": bits[:, 0], "bit column": bits[:, :1], "bits": bits, "number": real[:, 0], "number column": real[:, :1], "numbers": real,
            "signs": 2 * bits - 1}


L = keras.losses
LOSSES = {  # name: units and activation of the last layer, loss, labels
    "sparse on softmax": (3, "softmax", lambda: L.SparseCategoricalCrossentropy(), "labels"),
    "sparse on softmax, a column": (3, "softmax", lambda: L.SparseCategoricalCrossentropy(), "label column"),
    "sparse on logits": (3, "linear", lambda: L.SparseCategoricalCrossentropy(from_logits=True), "labels"),
    "sparse on logits, a column": (3, "linear", lambda: L.SparseCategoricalCrossentropy(from_logits=True), "label column"),
    "sparse on sigmoid": (3, "sigmoid", lambda: L.SparseCategoricalCrossentropy(), "labels"),
    "sparse on probabilities": (3, "hard_sigmoid", lambda: L.SparseCategoricalCrossentropy(), "labels"),
    "categorical on softmax": (3, "softmax", lambda: L.CategoricalCrossentropy(), "one-hot"),
    "categorical on softmax, shares": (3, "softmax", lambda: L.CategoricalCrossentropy(), "shares"),
    "categorical on softmax, smoothed": (3, "softmax", lambda: L.CategoricalCrossentropy(label_smoothing=0.1), "one-hot"),
    "categorical on logits": (3, "linear", lambda: L.CategoricalCrossentropy(from_logits=True), "one-hot"),
    "categorical on logits, smoothed": (3, "linear", lambda: L.CategoricalCrossentropy(from_logits=True, label_smoothing=0.3), "one-hot"),
    "categorical on sigmoid, smoothed": (3, "sigmoid", lambda: L.CategoricalCrossentropy(label_smoothing=0.2), "one-hot"),
    "categorical on probabilities": (3, "hard_sigmoid", lambda: L.CategoricalCrossentropy(), "one-hot"),
    "categorical on probabilities, smoothed": (3, "hard_sigmoid", lambda: L.CategoricalCrossentropy(label_smoothing=0.2), "one-hot"),
    "binary on sigmoid": (1, "sigmoid", lambda: L.BinaryCrossentropy(), "bit"),
    "binary on sigmoid, a column": (1, "sigmoid", lambda: L.BinaryCrossentropy(), "bit column"),
    "binary on four sigmoids": (4, "sigmoid", lambda: L.BinaryCrossentropy(), "bits"),
    "binary on three sigmoids": (3, "sigmoid", lambda: L.BinaryCrossentropy(), "one-hot"),
    "binary on sigmoid, smoothed": (1, "sigmoid", lambda: L.BinaryCrossentropy(label_smoothing=0.2), "bit"),
    "binary on four sigmoids, smoothed": (4, "sigmoid", lambda: L.BinaryCrossentropy(label_smoothing=0.1), "bits"),
    "binary on logits": (1, "linear", lambda: L.BinaryCrossentropy(from_logits=True), "bit"),
    "binary on four logits, smoothed": (4, "linear", lambda: L.BinaryCrossentropy(from_logits=True, label_smoothing=0.1), "bits"),
    "binary on probabilities": (1, "hard_sigmoid", lambda: L.BinaryCrossentropy(), "bit"),
    "binary on four probabilities": (4, "hard_sigmoid", lambda: L.BinaryCrossentropy(), "bits"),
    "binary on softmax, smoothed": (3, "softmax", lambda: L.BinaryCrossentropy(label_smoothing=0.1), "one-hot"),
    "squares": (4, "linear", lambda: L.MeanSquaredError(), "numbers"),
    "squares of three": (3, "linear", lambda: L.MeanSquaredError(), "one-hot"),
    "squares of one": (1, "linear", lambda: L.MeanSquaredError(), "number"),
    "squares of one, a column": (1, "linear", lambda: L.MeanSquaredError(), "number column"),
    "squares on softmax": (3, "softmax", lambda: L.MeanSquaredError(), "one-hot"),
    "squares on sigmoid": (1, "sigmoid", lambda: L.MeanSquaredError(), "bit"),
    "absolute": (4, "linear", lambda: L.MeanAbsoluteError(), "numbers"),
    "absolute of one": (1, "tanh", lambda: L.MeanAbsoluteError(), "number"),
    "percentage": (4, "linear", lambda: L.MeanAbsolutePercentageError(), "numbers"),
    "percentage of one, a column": (1, "linear", lambda: L.MeanAbsolutePercentageError(), "number column"),
    "logarithms": (3, "softplus", lambda: L.MeanSquaredLogarithmicError(), "one-hot"),
    "logarithms of one": (1, "linear", lambda: L.MeanSquaredLogarithmicError(), "number"),
    "cosine": (4, "linear", lambda: L.CosineSimilarity(), "numbers"),
    "cosine on softmax": (3, "softmax", lambda: L.CosineSimilarity(), "shares"),
    "cosine along the batch": (4, "linear", lambda: L.CosineSimilarity(axis=0, reduction="sum"), "numbers"),
    "huber": (4, "linear", lambda: L.Huber(), "numbers"),
    "huber, delta": (1, "linear", lambda: L.Huber(delta=0.3), "number column"),
    "log cosh": (4, "linear", lambda: L.LogCosh(), "numbers"),
    "log cosh of one": (1, "linear", lambda: L.LogCosh(), "number"),
    "hinge": (4, "tanh", lambda: L.Hinge(), "bits"),
    "hinge of one": (1, "linear", lambda: L.Hinge(), "bit column"),
    "hinge of signs": (4, "linear", lambda: L.Hinge(), "signs"),
    "squared hinge": (4, "tanh", lambda: L.SquaredHinge(), "bits"),
    "squared hinge of one": (1, "linear", lambda: L.SquaredHinge(), "bit"),
    "categorical hinge": (3, "softmax", lambda: L.CategoricalHinge(), "one-hot"),
    "categorical hinge on numbers": (3, "linear", lambda: L.CategoricalHinge(), "one-hot"),
    "divergence": (3, "softmax", lambda: L.KLDivergence(), "shares"),
    "divergence on sigmoid": (3, "sigmoid", lambda: L.KLDivergence(), "one-hot"),
    "poisson": (4, "softplus", lambda: L.Poisson(), "bits"),
    "poisson of one": (1, "exponential", lambda: L.Poisson(), "bit"),
    "binary focal": (1, "sigmoid", lambda: L.BinaryFocalCrossentropy(), "bit"),
    "binary focal on four logits, balanced, smoothed": (4, "linear", lambda: L.BinaryFocalCrossentropy(True, 0.3, 1.5, from_logits=True, label_smoothing=0.1), "bits"),
    "binary focal on probabilities": (4, "hard_sigmoid", lambda: L.BinaryFocalCrossentropy(gamma=3.0), "bits"),
    "dice": (3, "softmax", lambda: L.Dice(), "one-hot"),
    "dice of each": (4, "sigmoid", lambda: L.Dice(axis=(1,)), "bits"),
    "tversky": (4, "sigmoid", lambda: L.Tversky(0.3, 0.7), "bits"),
    "tversky of each": (3, "softmax", lambda: L.Tversky(axis=(-1,)), "one-hot"),
    "generalized": (3, "softmax", lambda: L.CategoricalGeneralizedCrossEntropy(), "labels"),
    "generalized on probabilities": (3, "hard_sigmoid", lambda: L.CategoricalGeneralizedCrossEntropy(q=0.7), "labels"),
    "categorical focal": (3, "softmax", lambda: L.CategoricalFocalCrossentropy(), "one-hot"),
    "categorical focal on logits, smoothed": (3, "linear", lambda: L.CategoricalFocalCrossentropy(0.4, 1.5, from_logits=True, label_smoothing=0.2), "one-hot"),
}


def loss_fits(length=SHORT, parts=1):
    """Each with adam on a hidden layer of seven."""
    n = max(length.sizes)
    return length.told() | {"x": array(samples((5,), n)), "y": {name: array(y) for name, y in truths(n).items()},
                            "fits": [{"case": name, "n": n, "y": LOSSES[name][3]} | with_loss(name, n, length)
                                     for name, n in length.pairs(thinned(LOSSES, parts))]}


def with_loss(name, n, length):
    x, y = samples((5,), max(length.sizes)), truths(max(length.sizes))[LOSSES[name][3]]
    return outcome(loss_model(name), x[:n], y[:n], length)


def loss_model(name):
    units, activation, loss, _ = LOSSES[name]
    return compiled(lambda: [Input((5,)), Dense(7, "tanh"), Dense(units, activation)], "adam", loss())
