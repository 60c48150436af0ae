"""Fits of losses whose settings say along which axis they compare, what is ignored, and what becomes of the losses of a batch: with weights of samples, with
masks, and of several outputs. Java reads each model with all that it is compiled with from its JSON (src/test/java/kerava/interop/ReductionFits.java)."""
import keras
import numpy as np
from keras import Input, Model, Sequential, layers as l

from golden_fits import SEED
from golden_numbers import array, thinned

L = keras.losses
BATCH, EPOCHS = 6, 3


def steps(activation, bias=True):
    return Sequential([Input((4, 3)), l.Dense(6, "tanh"), l.Dense(3, activation, bias)])


def masked(length, classes=3):
    return Sequential([Input((length, 3)), l.Masking(), l.SimpleRNN(5, return_sequences=True), l.Dense(classes, "softmax" if classes > 1 else None)])


def two(shape=(5,)):
    x = Input(shape, name="x")
    h = l.Dense(6, "tanh")(x)
    return Model(x, [l.Dense(3, "softmax", name="kind")(h), l.Dense(2, name="size")(h)])


# Without a bias where a softmax runs along an axis that the bias does not tell apart: its gradient would be 0 but for rounding, which Adam makes large.
MODELS = {
    "classes": lambda: Sequential([Input((5,)), l.Dense(7, "tanh"), l.Dense(3, "softmax")]),
    "logits": lambda: Sequential([Input((5,)), l.Dense(7, "tanh"), l.Dense(3, use_bias=False)]),
    "numbers": lambda: Sequential([Input((5,)), l.Dense(7, "tanh", kernel_regularizer="l2"), l.Dense(4)]),
    "bit": lambda: Sequential([Input((5,)), l.Dense(7, "tanh"), l.Dense(1, "sigmoid")]),
    "steps": lambda: steps("softmax"), "step logits": lambda: steps(None, False), "step probabilities": lambda: steps("hard_sigmoid"),
    "softmax of steps": lambda: Sequential([Input((4, 3)), l.Dense(6, "tanh"), l.Dense(3, use_bias=False), l.Softmax(axis=1)]),
    "masked": lambda: masked(5), "masked numbers": lambda: masked(5, 1), "masked, one step": lambda: masked(1),
    "rows of length 1": lambda: Sequential([Input((5,)), l.Dense(7, "tanh"), l.Dense(4), l.UnitNormalization()]),
    "readings": lambda: Sequential([Input((7, 3)), l.Dense(6, "tanh"), l.Dense(5)]),
    "readings of a row": lambda: Sequential([Input((9, 3)), l.LSTM(6, return_sequences=True), l.Dense(4)]),
    "two": two, "two of steps": lambda: two((4, 3)),
}
LABELS, ROWS, NUMBERS, IGNORED, WORD = "labels", "rows", "numbers", "labels, some 7", "a row of labels"
SUM, MEAN, BY_WEIGHT = "sum", "mean", "mean_with_sample_weight"
# name: model, losses, their weights, labels, whether samples weigh differently
FITS = {
    "sum": ("classes", lambda: L.SparseCategoricalCrossentropy(reduction=SUM), None, LABELS, False),
    "sum, weighted": ("numbers", lambda: L.MeanSquaredError(reduction=SUM), None, NUMBERS, True),
    "mean": ("numbers", lambda: L.Huber(reduction=MEAN), None, NUMBERS, False),
    "mean, weighted": ("bit", lambda: L.BinaryCrossentropy(reduction=MEAN), None, "bit", True),
    "mean by weights": ("classes", lambda: L.CategoricalCrossentropy(reduction=BY_WEIGHT), None, ROWS, False),
    "mean by weights, weighted": ("classes", lambda: L.CategoricalCrossentropy(reduction=BY_WEIGHT), None, ROWS, True),
    "mean by weights, weighted, of numbers": ("numbers", lambda: L.LogCosh(reduction=BY_WEIGHT), None, NUMBERS, True),
    "dice, sum": ("classes", lambda: L.Dice(reduction=SUM), None, ROWS, False),
    "dice of each, sum": ("classes", lambda: L.Dice(axis=(1,), reduction=SUM), None, ROWS, True),
    "tversky of each, by weights": ("classes", lambda: L.Tversky(axis=(1,), reduction=BY_WEIGHT), None, ROWS, True),
    "masked": ("masked", lambda: L.SparseCategoricalCrossentropy(), None, LABELS, False),
    "masked, sum": ("masked", lambda: L.SparseCategoricalCrossentropy(reduction=SUM), None, LABELS, False),
    "masked, mean": ("masked numbers", lambda: L.MeanAbsoluteError(reduction=MEAN), None, NUMBERS, False),
    "masked, by weights": ("masked", lambda: L.CategoricalCrossentropy(reduction=BY_WEIGHT), None, ROWS, False),
    "masked, one step, weighted": ("masked, one step", lambda: L.SparseCategoricalCrossentropy(), None, LABELS, True),
    "masked, one step, weighted, sum": ("masked, one step", lambda: L.SparseCategoricalCrossentropy(reduction=SUM), None, LABELS, True),
    "masked, one step, by weights": ("masked, one step", lambda: L.CategoricalCrossentropy(reduction=BY_WEIGHT), None, ROWS, True),
    "ignored": ("steps", lambda: L.SparseCategoricalCrossentropy(ignore_class=1), None, LABELS, False),
    "ignored, none of the classes": ("classes", lambda: L.SparseCategoricalCrossentropy(ignore_class=7), None, IGNORED, False),
    "ignored, on logits, sum": ("step logits", lambda: L.SparseCategoricalCrossentropy(True, ignore_class=7, reduction=SUM), None, IGNORED, False),
    "ignored, weighted": ("classes", lambda: L.SparseCategoricalCrossentropy(ignore_class=7), None, IGNORED, True),
    "ignored, by weights": ("logits", lambda: L.SparseCategoricalCrossentropy(True, ignore_class=0, reduction=BY_WEIGHT), None, LABELS, True),
    "ignored and masked": ("masked", lambda: L.SparseCategoricalCrossentropy(ignore_class=7), None, IGNORED, False),
    "ignored and masked, sum": ("masked", lambda: L.SparseCategoricalCrossentropy(ignore_class=7, reduction=SUM), None, IGNORED, False),
    "binary along the second axis": ("steps", lambda: L.BinaryCrossentropy(axis=1), None, ROWS, False),
    "binary along the batch": ("logits", lambda: L.BinaryCrossentropy(True, axis=0), None, ROWS, False),
    "binary focal along the second axis": ("steps", lambda: L.BinaryFocalCrossentropy(axis=-2, reduction=SUM), None, ROWS, False),
    "categorical along the second axis": ("softmax of steps", lambda: L.CategoricalCrossentropy(axis=1), None, ROWS, False),
    "categorical along the second axis, on logits": ("step logits", lambda: L.CategoricalCrossentropy(True, 0.1, axis=1), None, ROWS, False),
    "categorical along the last axis, on logits": ("step logits", lambda: L.CategoricalCrossentropy(True, axis=2), None, ROWS, False),
    "categorical along the second axis, on probabilities": ("step probabilities", lambda: L.CategoricalCrossentropy(axis=-2), None, ROWS, False),
    "categorical along the batch": ("logits", lambda: L.CategoricalCrossentropy(True, axis=0, reduction=SUM), None, ROWS, False),
    "categorical focal along the second axis": ("step probabilities", lambda: L.CategoricalFocalCrossentropy(axis=1), None, ROWS, False),
    "categorical focal along the second axis, on logits": ("step logits", lambda: L.CategoricalFocalCrossentropy(from_logits=True, axis=-2), None, ROWS, False),
    "two": ("two", lambda: [L.CategoricalCrossentropy(reduction=BY_WEIGHT), L.MeanSquaredError(reduction=SUM)], [0.5, 2.0], [ROWS, NUMBERS], False),
    "two, weighted": ("two", lambda: [L.SparseCategoricalCrossentropy(ignore_class=7), L.MeanSquaredError(reduction=BY_WEIGHT)], [0.5, 2.0], [IGNORED, NUMBERS], True),
    "two of steps": ("two of steps", lambda: [L.SparseCategoricalCrossentropy(ignore_class=1, reduction=SUM), L.BinaryCrossentropy(True, axis=1)], None,
                     [LABELS, "bit"], False),
    "circle": ("rows of length 1", lambda: L.Circle(), None, LABELS, False),
    "circle, other settings, a column": ("rows of length 1", lambda: L.Circle(16.0, 0.25, False), None, "label column", False),
    "circle, weighted": ("rows of length 1", lambda: L.Circle(gamma=32.0), None, LABELS, True),
    "circle, weighted, sum": ("rows of length 1", lambda: L.Circle(gamma=32.0, reduction=SUM), None, LABELS, True),
    "circle, by weights": ("rows of length 1", lambda: L.Circle(gamma=32.0, reduction=BY_WEIGHT), None, LABELS, True),
    "ctc": ("readings", lambda: L.CTC(), None, WORD, False),
    "ctc, weighted, sum": ("readings of a row", lambda: L.CTC(reduction=SUM), None, WORD, True),
    "none": ("classes", lambda: L.SparseCategoricalCrossentropy(reduction=None), None, LABELS, False),
    "none, weighted": ("bit", lambda: L.BinaryCrossentropy(reduction="none"), None, "bit", True),
    "none, of steps": ("softmax of steps", lambda: L.KLDivergence(reduction="none"), None, ROWS, False),
    "none, of the batch": ("classes", lambda: L.Dice(reduction="none"), None, ROWS, False),
    "none, ignored": ("logits", lambda: L.SparseCategoricalCrossentropy(True, ignore_class=7, reduction="none"), None, IGNORED, False),
    "none, masked": ("masked", lambda: L.CategoricalCrossentropy(reduction="none"), None, ROWS, False),
    "none, masked, one step, weighted": ("masked, one step", lambda: L.SparseCategoricalCrossentropy(reduction="none"), None, LABELS, True),
    "two, none": ("two", lambda: [L.CategoricalCrossentropy(reduction="none"), L.MeanSquaredError(reduction="none")], [0.5, 2.0], [ROWS, NUMBERS], True),
    "two, one none": ("two", lambda: [L.SparseCategoricalCrossentropy(reduction="none"), L.MeanSquaredError()], [0.5, 2.0], [LABELS, NUMBERS], False),
    "ctc of one label": ("readings", lambda: L.CTC(reduction=MEAN), None, "one label", True),
}


def reduction_fits(names=None, sizes=(18, 20), parts=1):
    return {"seed": SEED, "epochs": EPOCHS, "batch_size": BATCH,
            "fits": [fitted(name, *FITS[name], sizes[i % len(sizes)]) for i, name in enumerate(FITS) if thinned([name], parts) and (names is None or name in names)]}


def fitted(name, model, losses, loss_weights, labels, weighted, n):
    begin()
    made = MODELS[model]()
    made.compile(keras.optimizers.Adam(0.01), losses(), loss_weights=loss_weights)
    described = made.to_json()
    begin()
    model = keras.models.model_from_json(described)
    x = np.random.RandomState(3).randn(n, *model.inputs[0].shape[1:]).astype("float32")
    if x.ndim == 3:
        x[np.random.RandomState(7).rand(*x.shape[:2]) < .3] = 0
    several = isinstance(labels, list)
    y = [truth(kind, (n, *output.shape[1:]), i) for i, (kind, output) in enumerate(zip(labels if several else [labels], model.outputs))]
    w = [np.round(np.random.RandomState(5 + i).uniform(0, 3, n), 2).astype("float32") for i in range(len(y))] if weighted else None
    given = {"sample_weight": w if several or not weighted else w[0]}
    truths = y if several else y[0]
    history = model.fit(x, truths, epochs=EPOCHS, batch_size=BATCH, verbose=0, **given).history
    told = {"case": name, "model": described, "x": array(x), "y": [array(each.astype("float32")) for each in y], "history": history,
            "weights": [array(each) for each in model.get_weights()]}
    if weighted:
        told["w"] = [array(each) for each in w]
    return told | {"evaluate": np.atleast_1d(model.evaluate(x, truths, batch_size=BATCH, verbose=0, **given)).tolist()}


def begin():
    keras.backend.clear_session()
    keras.utils.set_random_seed(SEED)


def truth(kind, shape, output):
    state = np.random.RandomState(4 + output)
    classes = state.randint(0, 3, shape[:-1])
    if kind == ROWS:
        return np.eye(3, dtype="float32")[classes]
    if kind == IGNORED:
        return np.where(state.rand(*classes.shape) < .3, 7, classes)
    if kind == "label column":
        return classes[:, None]
    if kind in (WORD, "one label"):
        word = state.randint(1, shape[-1], (shape[0], 3 if kind == WORD else 1))
        return np.where(np.arange(word.shape[1]) < state.randint(1, 4, (shape[0], 1)), word, 0)
    if kind == "bit":
        return state.randint(0, 2, shape).astype("float32")
    return classes if kind == LABELS else state.randn(*shape).astype("float32")
