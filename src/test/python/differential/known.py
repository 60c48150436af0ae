#!/usr/bin/env python3
"""The differences that are known: cases that one of them touches are left out unless --all is given.

Each is a function of a case under the name that docs/differences.md has for it; a test holds that both have the same names. Run, it prints them.
"""
import json

from chain import flat, model_output, placed

KNOWN = {}
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


@known
def weighted_gelu(case):
    weighted = any(key in step for step in case["steps"] for key in ("class_weight", "sample_weight"))
    return weighted and "gelu" in activations(case)


@known
def product_normalized(case):
    chain = [layer for layer, _ in placed(case["layers"], case["sample"])]
    return any(after["type"] == "BatchNormalization" and before.get("activation") in PRODUCTS for before, after in zip(chain, chain[1:]))


@known
def normalized_noise(case):
    return noisy(case) and layers_of(case, "BatchNormalization")


@known
def weights_by_rank(case):
    """One weight a sample against losses of more axes than the batch's."""
    weighted = any(step.get("sample_weight") or step.get("validation_data") == "weighted" for step in case["steps"])
    return weighted and len(model_output(case)) > 1


if __name__ == "__main__":
    print(json.dumps({"known": list(KNOWN)}))
