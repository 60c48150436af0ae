"""Losses and metrics that few models have, which take the place of a drawn case's own: with reductions, along axes, and with weighted_metrics.

They are drawn from a seed of their own, so that all other cases stay what they were.
"""
import random

from chain import flat, model_output
from draw_layers import each, some

REDUCTIONS = ["sum", "mean", "mean_with_sample_weight", "sum_over_batch_size"]
PROBABLE = ("softmax", "sigmoid", "hard_sigmoid", "sparsemax")
ROWS = {"CategoricalCrossentropy": {"label_smoothing": [0.1], "axis": [1]}, "CategoricalFocalCrossentropy": {"alpha": [0.5], "gamma": [1.0, 3.0], "label_smoothing": [0.2]},
        "CategoricalHinge": {}, "Dice": {"axis": [-1]}, "Tversky": {"alpha": [0.3], "beta": [0.9], "axis": [1]}, "KLDivergence": {}, "CosineSimilarity": {"axis": [1]},
        "LogCosh": {}}
BITS = {"BinaryCrossentropy": {"label_smoothing": [0.1], "axis": [1]}, "Hinge": {}, "SquaredHinge": {}, "MeanSquaredError": {}, "CosineSimilarity": {},
        "BinaryFocalCrossentropy": {"apply_class_balancing": [True], "alpha": [0.4], "gamma": [1.0, 3.0], "label_smoothing": [0.2], "axis": [-1]},
        "Dice": {"axis": [1]}, "Tversky": {"alpha": [0.3], "beta": [0.9], "axis": [-1]}}
NUMBERS = {"MeanAbsoluteError": {}, "MeanSquaredError": {}, "Huber": {"delta": [0.3, 2.0]}, "LogCosh": {}, "CosineSimilarity": {}, "MeanAbsolutePercentageError": {},
           "MeanSquaredLogarithmicError": {}, "Poisson": {}}
OVERLAPS = ("Dice", "Tversky")


def rarely(case, seed):
    """Gives a case of one row a sample another loss and other metrics, now and then."""
    r, compiles = random.Random(f"kerava losses {seed}"), [*[step for step in case["steps"] if step["do"] == "compile"]]
    formats = {case["handover"], *(step["format"] for step in case["steps"] if step["do"] == "reload")}
    if r.random() > .3 or len(model_output(case)) > 1 or formats & {"h5", "keras2.h5"} or len({repr(step["loss"]) for step in compiles}) > 1:
        return
    loss = other_loss(r, case)
    metrics, weighted = some_metrics(r, case), some_metrics(r, case)
    for step in [*compiles, *([case["saved_compile"]] if "saved_compile" in case else [])]:
        step["loss"] = loss
        if r.random() < .6:
            step["metrics"] = metrics
        if r.random() < .3:
            step["weighted_metrics"] = [metric for metric in weighted if metric not in step["metrics"]]


def other_loss(r, case):
    kind, config = other_formula(r, case)
    return {"class_name": kind, "config": config | some(r, .5, {"reduction": REDUCTIONS})}


def other_formula(r, case):
    family, classes = case["data"]["family"], model_output(case)[-1]
    activation = [layer for layer in flat(case["layers"]) if layer["type"] in ("Dense", "Activation")][-1].get("activation")
    if family == "sparse":
        chance = r.random()
        if chance < .3 and activation in PROBABLE and not case["data"]["ycolumn"]:
            return "CategoricalGeneralizedCrossEntropy", some(r, .7, {"q": [0.3, 0.7]})
        if chance < .5:
            return "Circle", {"gamma": r.choice([0.5, 2.0])} | each(r, .5, {"margin": [0.25], "remove_diagonal": [False]})
        return "SparseCategoricalCrossentropy", {"from_logits": activation in (None, "linear"), "ignore_class": r.randint(0, classes)}
    if family == "mse":
        kind = r.choice(list(NUMBERS))
        return kind, each(r, .5, NUMBERS[kind])
    kinds = ROWS if family == "categorical" else BITS
    kind = r.choice(list(kinds))
    config = each(r, .5, kinds[kind])
    if kind in OVERLAPS:
        config.setdefault("axis", 1)  # of the whole batch, weights have no place
    if kind.endswith("Crossentropy") and activation in (None, "linear"):
        config["from_logits"] = True
    return kind, config


def some_metrics(r, case):
    family, classes = case["data"]["family"], model_output(case)[-1]
    full = classes > 1 or case["data"]["ycolumn"]
    hard = case["data"]["y"] == "hard"
    if family == "sparse":
        kinds = {"SparseTopKCategoricalAccuracy": {"k": 2}, "MeanIoU": {"num_classes": classes, "sparse_y_pred": False},
                 "IoU": {"num_classes": classes, "target_class_ids": [0, classes - 1], "sparse_y_pred": False}}
    elif family == "categorical":
        kinds = {"TopKCategoricalAccuracy": {"k": 2}, "KLDivergence": {}, "CategoricalHinge": {}, "CosineSimilarity": {}, "OneHotMeanIoU": {"num_classes": classes},
                 "OneHotIoU": {"num_classes": classes, "target_class_ids": [0]}} | ({"F1Score": {"average": "macro"}, "FBetaScore": {"average": "weighted", "beta": 2.0}} if hard else {})
    elif family == "binary":
        kinds = {"Hinge": {}, "MeanSquaredError": {}, "Poisson": {}} | ({"F1Score": {"average": "micro", "threshold": 0.5}} if hard else {})
    else:
        kinds = {"MeanAbsoluteError": {}, "RootMeanSquaredError": {}, "LogCoshError": {}, "R2Score": {}, "PearsonCorrelation": {}, "ConcordanceCorrelation": {}}
    if family in ("binary", "mse") and not full:  # metrics of columns refuse labels of another rank
        return []
    return [{"class_name": kind, "config": kinds[kind] | {"name": f"rare_{kind.lower()}"}} for kind in r.sample(list(kinds), r.choice([0, 1, 1, 2]))]
