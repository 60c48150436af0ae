"""Metrics as Keras writes them, with what they tell: of batches of numbers, and of small models that are compiled with many of them at once, for tracing is
what takes Python long. Java makes the metrics of what is written here (src/test/java/kerava/interop/MetricFits.java)."""
import keras
import numpy as np
from keras import Sequential
from keras.layers import Dense, Input

from golden_fits import SEED, SHORT, outcome, samples
from golden_numbers import array

M = keras.metrics
EXTREMES = [[0, 0, 0], [1, 1, 1], [0.5, 0.5, 0.5], [1, 0, 0], [0, 1, 0], [0.25, 0.25, 0.5], [1e-9, 1, 1e-20], [0.3, 0.1, 0.6]]


def numbers(n, width, seed):
    return np.random.RandomState(seed).rand(n, width).astype("float32")


def rows(labels, width=3):
    return np.eye(width, dtype="float32")[np.asarray(labels)]


# ---- the data: batches of labels and predictions, of which some are odd

LABELS = [0, 2, 1, 1, 0, 2, 2, 1]
DATA = {
    "numbers": [(numbers(8, 3, 1) * 3, numbers(8, 3, 2) * 2), (numbers(5, 3, 3), numbers(5, 3, 4))],
    "zeros and ties": [(np.zeros((8, 3)), EXTREMES), (EXTREMES, np.zeros((8, 3))), (EXTREMES, EXTREMES)],
    "signs": [(np.sign(numbers(8, 3, 5) - 0.5), numbers(8, 3, 6) * 4 - 2), (rows(LABELS), np.array(EXTREMES) * 200 - 100)],
    "one number": [([0, 1, 1, 0, 3], [[0.5], [1], [0], [0], [0.25]]), ([[2], [0]], [[0.1], [0.9]])],
    "rows": [(rows(LABELS), numbers(8, 3, 7)), (rows([1, 1]), [[0.1, 0.1, 0.8], [0.2, 0.2, 0.2]])],
    "rows, extreme": [(rows(LABELS), EXTREMES), (rows(LABELS), np.array(EXTREMES) * 200 - 100)],
    "one class": [(rows([1] * 8), EXTREMES), (rows([1] * 4), numbers(4, 3, 8))],
    "labels": [(LABELS, numbers(8, 3, 7)), ([1, 1], [[0.1, 0.1, 0.8], [0.2, 0.2, 0.2]])],
    "labels, extreme": [(LABELS, EXTREMES), (LABELS, np.array(EXTREMES) * 200 - 100)],
    "sides": [(numbers(8, 3, 9) > 0.4, numbers(8, 3, 10)), (numbers(5, 3, 11) > 0.7, numbers(5, 3, 12))],
    "sides, ties": [(rows(LABELS), EXTREMES), (rows(LABELS), np.full((8, 3), 0.5)), (rows(LABELS), np.zeros((8, 3)))],
    "all 0": [(np.zeros((8, 3)), EXTREMES), (np.zeros((4, 3)), numbers(4, 3, 13))],
    "all 1": [(np.ones((8, 3)), EXTREMES), (np.ones((4, 3)), numbers(4, 3, 13))],
    "one side": [([0, 1, 1, 0, 3], [[0.5], [1], [0], [0], [0.25]]), ([[2], [0]], [[0.1], [0.9]])],
    "one side, alike": [([[1], [1], [0]], [[0.6], [0.7], [0.2]]), ([[1]], [[0.1]])],
    "classes": [(LABELS, [0, 2, 1, 0, 0, 2, 1, 1]), ([0, 3, -1, 1], [0, 0, 1, 7])],
    "classes of steps": [(np.reshape(LABELS, (4, 2)), [[0, 2], [1, 0], [0, 2], [1, 1]])],
    "numbers alike": [(np.full((4, 2), 3), [[3, 3], [3, 1], [3, 2], [3, 4]]), ([[3, 4]], [[3, 3]])],
    "labels of steps": [(np.reshape(LABELS, (4, 2)), numbers(8, 3, 7).reshape(4, 2, 3))],
    "rows of steps": [(rows(LABELS).reshape(4, 2, 3), numbers(8, 3, 7).reshape(4, 2, 3))],
}
OF_NUMBERS = ["numbers", "zeros and ties", "signs", "rows of steps"]
OF_ROWS = ["rows", "rows, extreme", "one class", "rows of steps"]
OF_LABELS = ["labels", "labels, extreme", "labels of steps"]
OF_SIDES = ["sides", "sides, ties", "all 0", "all 1", "one side"]
OF_CLASSES = ["sides", "sides, ties", "all 0", "all 1", "rows", "one class"]

VALUES = [
    *((metric, [*OF_NUMBERS, "one number"]) for metric in (
        M.MeanSquaredError, M.RootMeanSquaredError, M.MeanAbsoluteError, M.MeanAbsolutePercentageError, M.MeanSquaredLogarithmicError,
        M.CosineSimilarity, M.LogCoshError)),
    *((metric, OF_NUMBERS) for metric in (M.KLDivergence, M.Hinge, M.SquaredHinge, M.CategoricalHinge, M.BinaryCrossentropy)),
    (M.Poisson, ["numbers", "zeros and ties", "rows of steps"]),
    (lambda: M.BinaryCrossentropy(from_logits=True, label_smoothing=0.25), ["numbers", "signs", "rows, extreme"]),
    (M.CategoricalCrossentropy, ["rows", "rows of steps"]),
    (lambda: M.CategoricalCrossentropy(from_logits=True), OF_ROWS),
    (lambda: M.CategoricalCrossentropy(label_smoothing=0.125), ["rows"]),
    (lambda: M.CategoricalCrossentropy(axis=1), ["rows of steps"]), (lambda: M.CategoricalCrossentropy(axis=-2, label_smoothing=0.25), ["rows of steps"]),
    (lambda: M.CategoricalCrossentropy(from_logits=True, axis=1), ["rows of steps"]),
    (M.SparseCategoricalCrossentropy, OF_LABELS), (lambda: M.SparseCategoricalCrossentropy(from_logits=True), OF_LABELS),
    (lambda: M.TopKCategoricalAccuracy(1), OF_ROWS), (lambda: M.TopKCategoricalAccuracy(2), OF_ROWS), (M.TopKCategoricalAccuracy, OF_ROWS),
    (lambda: M.SparseTopKCategoricalAccuracy(1), OF_LABELS), (lambda: M.SparseTopKCategoricalAccuracy(2), OF_LABELS),
    *((metric, OF_SIDES) for metric in (M.TruePositives, M.TrueNegatives, M.FalsePositives, M.FalseNegatives, M.Precision, M.Recall, M.AUC,
                                        lambda: M.AUC(curve="PR"), lambda: M.AUC(curve="PRGAIN"), M.BinaryIoU)),
    *((lambda kind=kind: kind(0.25), ["sides", "sides, ties"]) for kind in (M.TruePositives, M.TrueNegatives, M.FalsePositives, M.FalseNegatives)),
    *((lambda kind=kind, settings=settings: kind(**settings), ["sides", "sides, ties", "rows, extreme"]) for kind in (M.Precision, M.Recall)
      for settings in ({"top_k": 1}, {"top_k": 2}, {"class_id": 1}, {"top_k": 2, "class_id": 0}, {"thresholds": [0.3], "class_id": 2},
                       {"thresholds": 0.3, "top_k": 2})),
    *((lambda settings=settings: M.AUC(**settings), ["sides", "sides, ties", "all 1"]) for settings in (
        {"multi_label": True}, {"multi_label": True, "num_labels": 3, "label_weights": [0.5, 1.0, 0.25]}, {"label_weights": [0.5, 1.0, 0.25]},
        {"multi_label": True, "curve": "PR", "label_weights": [0.5, 1.0, 0.25]}, {"multi_label": True, "thresholds": [0.2, 0.3, 0.7]},
        {"label_weights": [0.5, 1.0, 0.25], "thresholds": [0.2, 0.3, 0.7]}, {"curve": "PRGAIN", "summation_method": "majoring"}, {"num_thresholds": 2})),
    *((lambda kind=kind, settings=settings: kind(0.6, **settings), OF_SIDES[:4]) for kind in (
        M.SensitivityAtSpecificity, M.SpecificityAtSensitivity, M.PrecisionAtRecall, M.RecallAtPrecision)
      for settings in ({}, {"num_thresholds": 1}, {"num_thresholds": 5, "class_id": 1})),
    *((lambda kind=kind, average=average: kind(average), OF_CLASSES) for kind in (M.F1Score, M.FBetaScore) for average in ("micro", "macro", "weighted")),
    (lambda: M.F1Score(threshold=0.5), ["one side, alike"]), (lambda: M.FBetaScore("macro", 2.0, 0.25), OF_CLASSES),
    (lambda: M.FBetaScore("micro", 0.5, 0.5), OF_CLASSES),
    (lambda: M.IoU(3, [0, 2]), ["classes", "classes of steps"]), (lambda: M.IoU(3, [1], sparse_y_pred=False), OF_LABELS),
    (lambda: M.IoU(3, [0, 2], ignore_class=0), ["classes"]), (lambda: M.MeanIoU(3), ["classes", "classes of steps"]),
    (lambda: M.MeanIoU(5, ignore_class=1, sparse_y_pred=True), ["classes"]), (lambda: M.MeanIoU(3, sparse_y_pred=False), OF_LABELS),
    (lambda: M.MeanIoU(3, sparse_y_true=False, sparse_y_pred=False), OF_ROWS), (lambda: M.OneHotIoU(3, [0, 2]), OF_ROWS),
    (lambda: M.OneHotIoU(3, [1], ignore_class=0), OF_ROWS), (lambda: M.OneHotMeanIoU(3), OF_ROWS), (lambda: M.OneHotMeanIoU(3, ignore_class=2), OF_ROWS),
    (lambda: M.BinaryIoU([1], 0.25), OF_SIDES),
    (M.R2Score, ["numbers"]), (lambda: M.R2Score("variance_weighted_average"), ["numbers"]),
    (lambda: M.R2Score(None), ["one number"]),
    (M.PearsonCorrelation, ["numbers"]), (M.ConcordanceCorrelation, [*OF_NUMBERS, "numbers alike", "one number"]),
]


def metric_values():
    """What each metric tells after each of the batches."""
    return {"data": {name: [{"y": whole(y), "p": whole(p)} for y, p in batches] for name, batches in DATA.items()},
            "cases": [case(make, name) for make, names in VALUES for name in names]}


def whole(numbers):
    return array(np.asarray(numbers, "float32"))


def case(make, name):
    metric, told = make(), []
    for y, p in DATA[name]:
        metric.update_state(np.asarray(y, "float32"), np.asarray(p, "float32"))
        told.append(float(metric.result()))
    return {"metric": written(metric), "data": name, "told": told}


def written(metric):
    return {key: value for key, value in keras.metrics.serialize(metric).items() if key in ("class_name", "config")}


# ---- models

def positive(x):
    return np.abs(x[:, :3]).round(1)


def chosen(x):
    return np.argmax(x @ np.random.RandomState(9).randn(5, 6), 1)


def sides(x):
    return (np.stack([x[:, 0] + x[:, 1] * x[:, 2], x[:, 3]], 1) > 0.2).astype("float32")


MODELS = {
    "numbers": ((3, "softplus"), "mean_squared_error", positive, lambda: [
        M.MeanSquaredError(), M.RootMeanSquaredError(), M.MeanAbsoluteError(), M.MeanAbsolutePercentageError(), M.MeanSquaredLogarithmicError(),
        M.CosineSimilarity(), M.LogCoshError(), M.KLDivergence(), M.Poisson(), M.Hinge(), M.SquaredHinge(), M.CategoricalHinge(), M.R2Score(),
        M.R2Score("variance_weighted_average", name="by_variance"), M.PearsonCorrelation(), M.ConcordanceCorrelation()]),
    "labels": ((6, "softmax"), "sparse_categorical_crossentropy", chosen, lambda: [
        M.SparseCategoricalCrossentropy(), M.SparseTopKCategoricalAccuracy(2), M.SparseTopKCategoricalAccuracy(name="among_five"),
        M.IoU(6, [0, 2], ignore_class=1, sparse_y_pred=False, name="iou"), M.MeanIoU(6, sparse_y_pred=False, name="mean_iou")]),
    "accuracy of labels": ((6, "softmax"), "sparse_categorical_crossentropy", chosen, lambda: [M.SparseCategoricalAccuracy()]),
    "accuracy of rows": ((6, "softmax"), "categorical_crossentropy", lambda x: rows(chosen(x), 6), lambda: [M.CategoricalAccuracy()]),
    "rows": ((6, "softmax"), "categorical_crossentropy", lambda x: rows(chosen(x), 6), lambda: [
        M.CategoricalCrossentropy(), M.CategoricalCrossentropy(label_smoothing=0.1, name="smoothed"), M.TopKCategoricalAccuracy(2),
        M.KLDivergence(), M.CosineSimilarity(), M.OneHotIoU(6, [0, 2], name="iou"), M.OneHotMeanIoU(6, name="mean_iou"), M.F1Score("macro"),
        M.FBetaScore("weighted", 2.0), M.FBetaScore("micro", 0.5, 0.2, name="micro"), M.Precision(top_k=2, name="precision"),
        M.Recall(top_k=3, class_id=1, name="recall"), M.AUC(multi_label=True, name="auc"),
        M.AUC(curve="PR", multi_label=True, label_weights=[0.5, 1.0, 0.25, 2.0, 0.0, 1.5], name="weighing"),
        M.AUC(thresholds=[0.1, 0.2, 0.5], multi_label=True, name="given"), M.SensitivityAtSpecificity(0.5, class_id=1, name="sensitivity")]),
    "sides": ((2, "sigmoid"), "binary_crossentropy", sides, lambda: [
        M.BinaryCrossentropy(), M.BinaryCrossentropy(label_smoothing=0.1, name="smoothed"), M.MeanSquaredError(),
        M.TruePositives(0.4, name="tp"), M.TrueNegatives(0.4, name="tn"), M.FalsePositives(0.4, name="fp"), M.FalseNegatives(0.4, name="fn"),
        M.SensitivityAtSpecificity(0.5, name="sensitivity"), M.SpecificityAtSensitivity(0.5, name="specificity"),
        M.PrecisionAtRecall(0.6, name="precision"), M.RecallAtPrecision(0.6, num_thresholds=50, name="recall"), M.BinaryIoU(threshold=0.4, name="iou"),
        M.F1Score("macro", 0.4), M.AUC(curve="PRGAIN", name="gain"), M.AUC(label_weights=[0.5, 2.0], name="weighing")]),
}


def many_metric_fits():
    """Each model is compiled with all metrics that suit its output, trained, and evaluated; then with the same as weighted metrics, for samples that weigh."""
    n = SHORT.sizes[0]
    x, w = samples((5,), n), np.random.RandomState(14).randint(0, 7, n).astype("float32") / 2
    return SHORT.told() | {"x": array(x), "y": {name: whole(labels(x)) for name, (_, _, labels, _) in MODELS.items()}, "w": array(w),
                           "fits": [{"case": name, "y": name, "n": n, "weighted": weights is not None, **many(*MODELS[name], x, weights)}
                                    for name in MODELS for weights in (None, w)]}


def many(output, loss, labels, metrics, x, weights):
    keras.backend.clear_session()
    keras.utils.set_random_seed(SEED)
    model = Sequential([Input((5,)), Dense(7, "tanh"), Dense(*output)])
    made, y = metrics(), labels(x).astype("float32")
    if weights is not None and y.ndim > 1:
        made = [metric for metric in made if not isinstance(metric, M.BinaryIoU)]  # for which Keras wants a weight for each place
    model.compile(keras.optimizers.SGD(0.25), loss, metrics=["accuracy", *(made if weights is None else [])],
                  weighted_metrics=None if weights is None else ["accuracy", *made])
    told = {"output": output, "loss": loss, "metrics": [written(metric) for metric in made]}
    return told | (outcome(model, x, y, SHORT) if weights is None else weighed(model, x, y, weights))


def weighed(model, x, y, weights):
    history = model.fit(x, y, sample_weight=weights, epochs=SHORT.epochs, batch_size=SHORT.batch_size, verbose=0).history
    return {"history": history, "weights": [array(w) for w in model.get_weights()]}
