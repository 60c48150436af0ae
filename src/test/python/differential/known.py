#!/usr/bin/env python3
"""The differences that are known: cases that one of them touches are left out unless --all is given.

Each is a function of a case under the name that docs/differences.md has for it; a test holds that both have the same names. Run, it prints them.
"""
import json

from chain import flat, model_output, placed

KNOWN = {}
PRODUCTS = {"silu", "swish", "mish", "gelu", "hard_sigmoid", "hard_silu", "hard_swish", "squareplus", "sparse_plus", "sparse_sigmoid"}


def known(touches):
    KNOWN[touches.__name__] = touches
    return touches


def tags(case):
    """The known differences that a case touches."""
    return {name for name, touches in KNOWN.items() if touches(case)}


def activations(case):
    return {layer.get("activation") for layer in flat(case["layers"])}


def factors(case):
    """What multiplies or bends each number on its way through the model, in order; None where a Dense mixes them."""
    for layer in flat(case["layers"]):
        if layer["type"] == "Dense":
            yield None
        elif layer["type"] == "BatchNormalization" or layer["type"] == "Dropout" and 0 < layer["rate"] < 1:
            yield layer["type"]
        if layer.get("activation", "linear") != "linear":
            yield layer["activation"]


@known
def products_meet(case):
    chain = list(factors(case))
    return any(None not in pair and set(pair) & PRODUCTS for pair in zip(chain, chain[1:]))


@known
def hard_silu_axes(case):
    sizes = [(case["data"]["n"], step["batch_size"]) for step in case["steps"] if step["do"] == "fit"]
    partial = any(n % size for n, size in sizes)
    return partial and any(layer.get("activation") in ("hard_silu", "hard_swish") and len(shape) > 1
                           for layer, shape in placed(case["layers"], case["sample"]))


@known
def weighted_gelu(case):
    weighted = any(key in step for step in case["steps"] for key in ("class_weight", "sample_weight"))
    return weighted and "gelu" in activations(case)


@known
def weights_by_rank(case):
    """One weight a sample against losses of more axes than the batch's."""
    weighted = any(step.get("sample_weight") or step.get("validation_data") == "weighted" for step in case["steps"])
    return weighted and len(model_output(case)) > 1


if __name__ == "__main__":
    print(json.dumps({"known": list(KNOWN)}))
