#!/usr/bin/env python3
"""The differences that are known: cases that one of them touches are left out unless --all is given.

Each is a function of a case under the name that docs/differences.md has for it; a test holds that both have the same names. Run, it prints them.
"""
import json

from chain import flat, model_output

KNOWN = {}


def known(touches):
    KNOWN[touches.__name__] = touches
    return touches


def tags(case):
    """The known differences that a case touches."""
    return {name for name, touches in KNOWN.items() if touches(case)}


@known
def weighted_hard_silu(case):
    """Its gradient meets a mask's and weights' in batches whose size the graph does not know."""
    weighted = any(key in step for step in case["steps"] for key in ("class_weight", "sample_weight"))
    partial = any(case["data"]["n"] % step["batch_size"] for step in case["steps"] if step["do"] == "fit")
    layers = flat(case["layers"])
    hard = any(layer.get("activation") in ("hard_silu", "hard_swish") for layer in layers)
    return weighted and partial and hard and any(layer["type"] == "Dropout" for layer in layers)


@known
def weights_by_rank(case):
    """One weight a sample against losses of more axes than the batch's."""
    weighted = any(step.get("sample_weight") or step.get("validation_data") == "weighted" for step in case["steps"])
    return weighted and len(model_output(case)) > 1


if __name__ == "__main__":
    print(json.dumps({"known": list(KNOWN)}))
