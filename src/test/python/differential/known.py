#!/usr/bin/env python3
"""The differences that are known: cases that one of them touches are left out unless --all is given.

Each is a function of a case under the name that docs/differences.md has for it; a test holds that both have the same names. Run, it prints them.
"""
import json

from chain import model_output

KNOWN = {}


def known(touches):
    KNOWN[touches.__name__] = touches
    return touches


def tags(case):
    """The known differences that a case touches."""
    return {name for name, touches in KNOWN.items() if touches(case)}


@known
def weights_by_rank(case):
    """One weight a sample against losses of more axes than the batch's."""
    weighted = any(step.get("sample_weight") or step.get("validation_data") == "weighted" for step in case["steps"])
    return weighted and len(model_output(case)) > 1


if __name__ == "__main__":
    print(json.dumps({"known": list(KNOWN)}))
