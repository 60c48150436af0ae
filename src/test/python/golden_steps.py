"""What is odd in a training step: gradients of rows, learning rates that change, metrics that are no means. Java has the same cases in
src/test/java/kerava/interop/StepFits.java."""
import keras
import numpy as np
from keras import Sequential
from keras.layers import Dense, Embedding, Flatten, Input

from golden_fits import CLASSES, SEED, SHORT, labels, outcome, samples
from golden_optimizers import OPTIMIZERS
from golden_numbers import array, one_of, thinned

# ---- gradients of rows

OF_ROWS = ["sgd, faster", "sgd with momentum", "sgd with nesterov", "rmsprop, other settings", "rmsprop with momentum",
           "adagrad, other settings", "adam", "adam, amsgrad", "adafactor", "adafactor, other settings", "sgd, clipnorm", "sgd, global clipnorm", "sgd, clipvalue",
           "sgd, weight decay", "sgd with momentum, clipnorm and weight decay", "rmsprop, global clipnorm and weight decay", "adagrad, clipnorm",
           "adafactor, global clipnorm and weight decay", "adam, clipvalue and weight decay", "adamw, other settings", "adamax",
           "adadelta", "lion, other settings", "nadam, other settings", "ftrl, other settings", "ftrl, clipnorm and weight decay",
           "lamb, other settings", "schedule-free adamw, other settings", "sgd, averaged again and again", "sgd, gradients of two steps", "adam, gradients of two steps, averaged"]
TABLES = [(7, 5), (9, 16)]  # of a size that is no multiple of 16, and of one that is


def row_fits(parts=1):
    """Each optimizer on an Embedding whose rows come several times in a batch, and some never."""
    n = max(SHORT.sizes)
    x = np.random.RandomState(6).randint(0, 6, (n, 4)).astype("float32")
    y = labels(n)
    return SHORT.told() | {"x": array(x), "y": array(y),
                           "fits": [{"case": name, "n": size, "table": table, **rows(name, table, x[:size], y[:size])}
                                    for name in thinned(OF_ROWS, parts) for size, table in [one_of(list(zip(SHORT.sizes, TABLES)), name)]]}


def rows(name, table, x, y):
    return fitted(lambda: [Input((4,)), Embedding(*table), Flatten(), Dense(CLASSES, "softmax")], OPTIMIZERS[name](), x, y)


def fitted(layers, optimizer, x, y):
    keras.backend.clear_session()
    keras.utils.set_random_seed(SEED)
    model = Sequential(layers())
    model.compile(optimizer, "sparse_categorical_crossentropy")
    history = model.fit(x, y, epochs=SHORT.epochs, batch_size=SHORT.batch_size, verbose=0).history
    return {"history": history, "weights": [array(w) for w in model.get_weights()]}


# ---- learning rates that change

S = keras.optimizers.schedules
SCHEDULES = {
    "exponential": lambda: S.ExponentialDecay(0.1, 5, 0.7),
    "exponential, in steps": lambda: S.ExponentialDecay(0.1, 5, 0.7, staircase=True),
    "inverse time": lambda: S.InverseTimeDecay(0.1, 7, 0.3),
    "inverse time, in steps": lambda: S.InverseTimeDecay(0.1, 3, 0.3, staircase=True),
    "polynomial": lambda: S.PolynomialDecay(0.1, 7),
    "polynomial, squared": lambda: S.PolynomialDecay(0.1, 9, end_learning_rate=0.03, power=2.0),
    "polynomial, again and again": lambda: S.PolynomialDecay(0.1, 5, end_learning_rate=0.03, power=0.5, cycle=True),
    "piecewise": lambda: S.PiecewiseConstantDecay([2, 5, 9], [0.1, 0.03, 0.2, 0.01]),
    "cosine": lambda: S.CosineDecay(0.1, 9),
    "cosine, not to zero, after a warmup": lambda: S.CosineDecay(0.01, 7, alpha=0.2, warmup_target=0.1, warmup_steps=3),
    "cosines": lambda: S.CosineDecayRestarts(0.1, 3),
    "cosines, equally long": lambda: S.CosineDecayRestarts(0.1, 4, t_mul=1.0, m_mul=0.8, alpha=0.1),
    "cosines, ever shorter": lambda: S.CosineDecayRestarts(0.1, 8, t_mul=0.7, m_mul=0.9),
}
SCHEDULED = {"sgd": keras.optimizers.SGD, "adam": keras.optimizers.Adam, "rmsprop": keras.optimizers.RMSprop, "adafactor": keras.optimizers.Adafactor}


def schedule_fits():
    """Every schedule with SGD, and the first with other optimizers."""
    n = max(SHORT.sizes)
    x, y = samples((5,), n), labels(n)
    pairs = [(name, "sgd") for name in SCHEDULES] + [("exponential", kind) for kind in SCHEDULED if kind != "sgd"]
    return SHORT.told() | {"x": array(x), "y": array(y), "fits": [
        {"case": name, "optimizer": kind, "n": n, **scheduled(SCHEDULED[kind](SCHEDULES[name]()), x, y)} for name, kind in pairs]}


def scheduled(optimizer, x, y):
    return fitted(lambda: [Input((5,)), Dense(7, "tanh"), Dense(CLASSES, "softmax")], optimizer, x, y)


# ---- metrics that are no means

M = keras.metrics
METRICS = {
    "auc": lambda: M.AUC(name="told"), "auc of pr": lambda: M.AUC(curve="PR", name="told"),
    "auc, majoring": lambda: M.AUC(50, summation_method="majoring", name="told"),
    "auc of pr, minoring": lambda: M.AUC(31, curve="PR", summation_method="minoring", name="told"),
    "auc, given thresholds": lambda: M.AUC(thresholds=[0.3, 0.45, 0.5, 0.51, 0.8], name="told"),
    "auc, from logits": lambda: M.AUC(from_logits=True, name="told"),
    "precision": lambda: M.Precision(name="told"), "precision above 0.45": lambda: M.Precision(0.45, name="told"),
    "recall": lambda: M.Recall(name="told"), "recall above 0.6": lambda: M.Recall(0.6, name="told"),
}


def metric_fits():
    """Each with a mean before it and one after it, on two outputs a sample, and evaluated."""
    n = SHORT.sizes[0]
    x = samples((5,), n)
    y = (np.stack([x[:, 0] + x[:, 1] * x[:, 2], x[:, 3]], 1) > 0.2).astype("float32")
    return SHORT.told() | {"x": array(x), "y": array(y), "fits": [{"case": name, "n": n, **told(METRICS[name](), x, y)} for name in METRICS]}


def told(metric, x, y):
    keras.backend.clear_session()
    keras.utils.set_random_seed(SEED)
    model = Sequential([Input((5,)), Dense(7, "tanh"), Dense(2, "sigmoid")])
    model.compile(keras.optimizers.SGD(0.5), "binary_crossentropy", metrics=["accuracy", metric, "binary_accuracy"])
    return outcome(model, x, y, SHORT)
