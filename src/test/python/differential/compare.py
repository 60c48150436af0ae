"""What two sides told of a case, compared byte by byte."""
import base64
import math

import numpy as np

NOISE, NEAR = 1e-6, 1e-3
FAULTS = ("bits", "close", "wrong", "refused", "only here", "names", "crash")


class Difference:
    """Of a step, in words; relative: the greatest, to the greatest magnitude (infinite where shapes or keys differ)."""

    def __init__(self, step, what, relative):
        self.step, self.what, self.relative = step, what, relative

    def __str__(self):
        return f"step {self.step}, {self.what}"


def numbers(told):
    return np.array([float(v) for v in told], "float64")


def floats(array):
    return np.frombuffer(base64.b64decode(array["base64"]), "<f4")


def same(a, b):
    """NaN equals NaN of any kind; zeros of different signs differ."""
    return (a.view(f"u{a.itemsize}") == b.view(f"u{b.itemsize}")) | (np.isnan(a) & np.isnan(b))


def apart(a, b):
    """(relative difference, how it is told) of two arrays of one shape and type; None: not a bit apart."""
    differ = ~same(a, b)
    if not differ.any():
        return None
    with np.errstate(all="ignore"):
        x, y = a.astype("float64"), b.astype("float64")
        if not (np.isfinite(x) == np.isfinite(y)).all() or not np.isfinite(x - y)[differ].all():
            return math.inf, f"{differ.sum()} of {differ.size} differ, some of them not finite"
        scale = max(np.abs(x[np.isfinite(x)]).max(initial=0), np.abs(y[np.isfinite(y)]).max(initial=0))
        relative = float(np.abs(x - y)[differ].max() / scale) if scale else 0.0
        units = np.abs(x - y)[differ] / np.spacing(np.maximum(np.abs(a), np.abs(b)).astype("float32"))[differ]
    ulp = "other signs of zero" if not units.any() else f"up to {units.max():.3g} float32 ulp, {relative:.2g} of the greatest"
    return max(relative, 1e-12), f"{differ.sum()} of {differ.size} differ, {ulp}"


def of_arrays(step, do, python, kerava):
    shapes = [[array["shape"] for array in side] for side in (python, kerava)]
    if shapes[0] != shapes[1]:
        yield Difference(step, f"{do}: shapes {shapes[0]} in Python, {shapes[1]} here", math.inf)
        return
    for number, (a, b) in enumerate(zip(python, kerava)):
        if found := apart(floats(a), floats(b)):
            yield Difference(step, f"{do}: array {number} of shape {a['shape']}: {found[1]}", found[0])


def of_numbers(step, what, python, kerava):
    if len(python) != len(kerava):
        yield Difference(step, f"{what}: {python} in Python, {kerava} here", math.inf)
        return
    for number, (a, b) in enumerate(zip(python, kerava)):
        if found := apart(numbers([a]), numbers([b])):
            yield Difference(step, f"{what}[{number}]: {a!r} in Python, {b!r} here, {found[1]}", found[0])


def of_histories(step, python, kerava):
    if list(python) != list(kerava):
        yield Difference(step, f"fit: the history has {list(python)} in Python, {list(kerava)} here", math.inf)
        return
    for key in python:
        yield from of_numbers(step, f"fit: {key}", python[key], kerava[key])


def differences(case, python, kerava):
    """All of them, in order."""
    found = []
    for number, (step, a, b) in enumerate(zip(case["steps"], python["steps"], kerava["steps"])):
        if "arrays" in a:
            found += of_arrays(number, step["do"], a["arrays"], b["arrays"])
        elif "history" in a:
            found += of_histories(number, a["history"], b["history"])
        elif "scores" in a:
            found += of_numbers(number, step["do"], a["scores"], b["scores"])
    return found


class Verdict:
    """kind: equal; bits, close, wrong: by how much numbers differ; refused: Kerava alone refuses; only here: Python alone does; both refuse; names; crash."""

    def __init__(self, kind, lines=(), relative=0.0):
        self.kind, self.lines, self.relative = kind, list(lines), relative

    @property
    def fault(self):
        return self.kind in FAULTS

    def like(self, other):
        """Whether this is the same kind of fault; numbers may differ by less or more."""
        if self.kind in ("bits", "close", "wrong"):
            return other.kind in ("bits", "close", "wrong")
        return self.kind == other.kind and [first_words(line) for line in self.lines[:1]] == [first_words(line) for line in other.lines[:1]]


def first_words(line):
    return "".join(c for c in line if c.isalpha() or c == " ")[:50]


def judge(case, python, kerava):
    for side, told in (("Python", python), ("Kerava", kerava)):
        if told.get("kind") == "crash":
            return Verdict("crash", [f"{side}: {line}" for line in told["error"].splitlines()])
    found = differences(case, python, kerava)
    lines, worst = [str(each) for each in found], max((each.relative for each in found), default=0.0)
    if found:
        return Verdict("bits" if worst <= NOISE else "close" if worst <= NEAR else "wrong", lines, worst)
    if "error" in python or "error" in kerava:
        return refusal(python, kerava)
    if (python["model"], python["names"]) != (kerava["model"], kerava["names"]):
        return Verdict("names", [f"{python['model']} {python['names']} in Python, {kerava['model']} {kerava['names']} here"])
    return Verdict("equal")


def shortened(error):
    """On one line, without the places in the code."""
    kept = [line.strip() for line in error.splitlines() if line.strip() and not line.startswith("  File")]
    return " | ".join(kept)[:400]


def refusal(python, kerava):
    """Where one side failed only since the other had left no file, the other counts alone."""
    ours = "error" in kerava and kerava["kind"] != "other"
    theirs = "error" in python and python["kind"] != "other"
    lines = [f"step {len(side['steps'])}, {name}: {shortened(side['error'])}" for name, side in (("Kerava", kerava), ("Python", python)) if "error" in side]
    if ours and theirs and len(python["steps"]) == len(kerava["steps"]):
        return Verdict("both refuse", lines)
    return Verdict("refused" if ours and (not theirs or len(kerava["steps"]) < len(python["steps"])) else "only here", lines)
