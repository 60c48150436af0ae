#!/usr/bin/env python3
"""Which layers, activations, initializers, optimizers, losses and metrics so many cases are made of: drawn.py COUNT prints them, so that a test sees none is forgotten."""
import collections
import json
import sys

import known
from chain import flat
from draw import draw


def name(described):
    return described if isinstance(described, str) else described["class_name"]


def main():
    found = collections.defaultdict(set)
    for seed in range(int(sys.argv[1])):
        case = draw(seed, known.KNOWN)
        for layer in flat(case["layers"]):
            found["layers"].add(layer["type"])
            found["activations"].add(layer.get("activation", "linear"))
            found["initializers"] |= {name(value) for key, value in layer.items() if key.endswith("_initializer")}
        for step in case["steps"]:
            if step["do"] == "compile":
                found["optimizers"].add(name(step["optimizer"]))
                found["losses"].add(name(step["loss"]))
                found["metrics"] |= {name(metric) for metric in step["metrics"] + step.get("weighted_metrics", [])}
    print(json.dumps({key: sorted(values) for key, values in found.items()}))


if __name__ == "__main__":
    main()
