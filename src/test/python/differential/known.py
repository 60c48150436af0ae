#!/usr/bin/env python3
"""The differences that are known: cases that one of them touches are left out unless --all is given.

Each is a function of a case under the name that docs/differences.md has for it; a test holds that both have the same names. Run, it prints them.
"""
import json
import math

from chain import flat, model_output, placed

KNOWN = {}
SQUASHED = {"softplus", "exponential", "hard_sigmoid", "mish", "log_sigmoid", "silu", "swish"}
PRODUCTS = {"silu", "swish", "mish", "gelu", "hard_sigmoid"}


def known(touches):
    KNOWN[touches.__name__] = touches
    return touches


def tags(case):
    """The known differences that a case touches."""
    return {name for name, touches in KNOWN.items() if touches(case)}


def layers_of(case, kind):
    return [layer for layer in flat(case["layers"]) if layer["type"] == kind]


def activations(case):
    return {layer.get("activation") for layer in flat(case["layers"])}


def noisy(case):
    return any(0 < layer["rate"] < 1 for layer in layers_of(case, "Dropout"))


def compiles(case):
    return [step for step in [*case["steps"], case.get("saved_compile", {})] if step.get("do") == "compile"]


def metrics(case):
    return {metric if isinstance(metric, str) else metric["class_name"] for step in compiles(case) for metric in step["metrics"]}


@known
def hard_silu(case):
    return activations(case) & {"hard_silu", "hard_swish", "hard_sigmoid"}


@known
def rank_of_output(case):
    return len(model_output(case)) > 1


@known
def trainable_uncompiled(case):
    does = [step["do"] for step in case["steps"]]
    return "trainable" in does and "compile" not in does[len(does) - does[::-1].index("trainable"):]


@known
def gamma_rate(case):
    optimizers = {step["optimizer"] if isinstance(step["optimizer"], str) else step["optimizer"]["class_name"] for step in compiles(case)}
    return any(layer.get("scale", True) for layer in layers_of(case, "BatchNormalization")) and {each.lower() for each in optimizers} - {"adam"}


@known
def weighted_gelu(case):
    weighted = any(key in step for step in case["steps"] for key in ("class_weight", "sample_weight"))
    return weighted and "gelu" in activations(case)


@known
def dropout_scale(case):
    return noisy(case) and activations(case) & SQUASHED


@known
def dropout_all(case):
    return any(layer["rate"] == 1 for layer in layers_of(case, "Dropout"))


@known
def sigmoid_accuracy(case):
    last = next((act for layer in reversed(list(flat(case["layers"]))) if (act := layer.get("activation", "linear")) != "linear"), None)
    return last == "sigmoid" and model_output(case)[-1] > 1 and metrics(case) - {"binary_accuracy", "BinaryAccuracy"}


@known
def label_smoothing(case):
    losses = [step["loss"] for step in compiles(case) if isinstance(step["loss"], dict)]
    return any(loss["class_name"] == "CategoricalCrossentropy" and loss["config"].get("label_smoothing") for loss in losses)


@known
def log_softmax_axes(case):
    return any(layer.get("activation") == "log_softmax" and len(shape) > 1 for layer, shape in placed(case["layers"], case["sample"]))


@known
def product_normalized(case):
    chain = [layer for layer, _ in placed(case["layers"], case["sample"])]
    return any(after["type"] == "BatchNormalization" and before.get("activation") in PRODUCTS for before, after in zip(chain, chain[1:]))


@known
def negative_zeros(case):
    return metrics(case) and any(layer["type"] == "LeakyReLU" and layer.get("negative_slope") == 0 for layer in list(flat(case["layers"]))[-2:])


@known
def rate_zero(case):
    return any(isinstance(step["optimizer"], dict) and step["optimizer"]["config"].get("learning_rate") == 0 for step in compiles(case))


@known
def fixed_batch(case):
    return not case["input"] and any(step["do"] == "reload" and step["of"] == "other" for step in case["steps"])


@known
def retraced(case):
    """Where a fit of one compiled model has another batch size than those before, and all its batches are full."""
    seen = set()
    for step in case["steps"]:
        if step["do"] in ("compile", "reload"):
            seen = set()
        if step["do"] == "fit":
            n = math.floor(case["data"]["n"] * (1 - step.get("validation_split", 0)))
            size = None if n % step["batch_size"] else step["batch_size"]
            if size is not None and seen - {size}:
                return True
            seen.add(size)
    return False


if __name__ == "__main__":
    print(json.dumps({"known": list(KNOWN)}))
