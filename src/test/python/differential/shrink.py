"""The smallest case that still shows the same fault."""
import copy
import json
import math

import known
from chain import model_output

SIZES = (1, 2, 3, 4, 8, 16)
PLAIN_STEP = {"epochs": 1, "shuffle": False, "validation_split": None, "validation_data": None, "sample_weight": None, "class_weight": None,
              "steps_per_execution": None, "metrics": [], "optimizer": {"class_name": "SGD", "config": {}}}
PLAIN_DATA = {"x": "randn", "xdtype": "float32", "y": "hard", "ycolumn": False, "dseed": 0, "nv": 1}
NEEDED = ("type", "units", "layers", "rate")


def smaller_than(size):
    return sorted(s for s in {*SIZES, size // 2, size - 1} if 0 < s < size)


def with_change(case, change):
    """A copy of the case after change(copy); None if that makes no case, or no other one."""
    changed = copy.deepcopy(case)
    try:
        change(changed)
        sound = changed["layers"] and min(model_output(changed)) > 0
    except (KeyError, IndexError):
        return None
    return changed if sound and changed != case else None


def setter(path, value):
    """A change: what lies at the path (keys and indices) becomes value; None takes it away."""
    def change(case):
        place = case
        for key in path[:-1]:
            place = place[key]
        if value is None:
            del place[path[-1]]
        else:
            place[path[-1]] = value
    return change


def layer_paths(layers, before=("layers",)):
    for i, layer in enumerate(layers):
        yield (*before, i), layer
        if layer["type"] == "Sequential":
            yield from layer_paths(layer["layers"], (*before, i, "layers"))


def fewer_steps(case):
    steps = case["steps"]
    compiles = sum(step["do"] == "compile" for step in steps)
    for i in reversed(range(1, len(steps))):
        yield setter(("steps",), steps[:i])
    for i, step in enumerate(steps):
        if step["do"] != "compile" or compiles > 1 or case.get("saved", "plain") != "plain":
            yield setter(("steps", i), None)


def plain_handover(case):
    """The model as json, compiled by a step if its file said how."""
    if case["handover"] == "json":
        return

    def change(c):
        c["handover"] = "json"
        saved = {key: c.pop(key, None) for key in ("saved", "saved_compile", "load_compile", "pseed", "frozen")}
        if saved["saved_compile"] and not any(step["do"] == "compile" for step in c["steps"]):
            c["steps"].insert(0, saved["saved_compile"])
    yield change
    if "frozen" in case:
        yield setter(("frozen",), None)
    if case.get("saved") == "trained":
        yield setter(("saved",), "compiled")


def fewer_layers(case):
    for path, layer in layer_paths(case["layers"]):
        yield setter(path, None)
        if layer["type"] == "Sequential":
            def opened(c, path=path, inside=layer["layers"]):
                place = c
                for key in path[:-1]:
                    place = place[key]
                place[path[-1]:path[-1] + 1] = inside
            yield opened


def plainer_layers(case):
    pathed = "frozen" in case or any(step["do"] == "trainable" for step in case["steps"])
    for path, layer in layer_paths(case["layers"]):
        for key in layer:
            if key not in NEEDED and not (key == "activation" and layer["type"] == "Activation") and not (key == "name" and pathed):
                yield setter((*path, key), None)
        for units in smaller_than(layer.get("units", 1)):
            yield setter((*path, "units"), units)
        if layer.get("activation") not in (None, "linear", "relu", "tanh"):
            for activation in ("relu", "tanh"):
                yield setter((*path, "activation"), activation)


def plainer_steps(case):
    for i, step in enumerate(case["steps"]):
        for key, value in PLAIN_STEP.items():
            if key in step:
                yield setter(("steps", i, key), value)
        for key in ("batch_size", "n"):
            for size in smaller_than(step.get(key, 1)) + ([case["data"]["n"]] if key in step else []):
                yield setter(("steps", i, key), size)
        for key in ("optimizer", "loss"):
            if isinstance(step.get(key), dict):
                for setting in step[key]["config"]:
                    yield setter(("steps", i, key, "config", setting), None)


def smaller_data(case):
    data, sample = case["data"], case["sample"]
    for n in smaller_than(data["n"]):
        yield setter(("data", "n"), n)
    for key, value in PLAIN_DATA.items():
        if key in data:
            yield setter(("data", key), value)
    yield setter(("data", "ydtype"), "int64" if data["family"] == "sparse" else "float32")
    if len(sample) > 1:
        yield setter(("sample",), [math.prod(sample)])
        yield setter(("sample",), [sample[0] * sample[1], *sample[2:]])
    for axis, size in enumerate(sample):
        for smaller in smaller_than(size):
            yield setter(("sample", axis), smaller)
    for key, value in (("seed", 42), ("input", True), ("name", None)):
        yield lambda c, key=key, value=value: c.update({key: value})


def candidates(case):
    for kind in (fewer_steps, plain_handover, fewer_layers, plainer_layers, plainer_steps, smaller_data):
        for change in kind(case):
            if smaller := with_change(case, change):
                yield smaller


def shrink(case, verdict, judged, tries):
    """The case made smaller as long as judged(case) is like the verdict and no known difference comes in, after so many tries at most; and its verdict."""
    tags, seen = known.tags(case), set()
    again = True
    while again:
        again = False
        for smaller in candidates(case):
            text = json.dumps(smaller, sort_keys=True)
            if text in seen or known.tags(smaller) - tags:
                continue
            if len(seen) == tries:
                return case, verdict
            seen.add(text)
            found = judged(smaller)
            if found.like(verdict):
                case, verdict, again = smaller, found, True
                break
    return case, verdict
