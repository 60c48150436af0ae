"""The arrays of a case, by NumPy alone: x and y, weights w (n,) and w2 (n, 1), and xv, yv, wv to validate on.

data: dseed and n (nv to validate on); x and xdtype, the kind of numbers and their type; y hard or soft, ydtype, ycolumn for (n, 1); family of the loss.
"""
import numpy as np

from chain import model_output


def arrays(case):
    data, output = case["data"], model_output(case)
    random, n = np.random.RandomState(data["dseed"]), data["n"]
    found = {"x": inputs(data, random, (n, *case["sample"])), "y": labels(data, random, n, output),
             "w": random.choice([0.0, 0.5, 1.0, 2.0, 0.3], n).astype("float32"), "w2": random.rand(n, 1).astype("float32")}
    if nv := data.get("nv"):
        found |= {"xv": inputs(data, random, (nv, *case["sample"])), "yv": labels(data, random, nv, output), "wv": random.rand(nv).astype("float32")}
    return found


def inputs(data, random, shape):
    kind, dtype = data["x"], data["xdtype"]
    x = {"randn": lambda: random.randn(*shape), "uniform": lambda: random.rand(*shape), "binary": lambda: random.randint(0, 2, shape),
         "big": lambda: random.randn(*shape) * 50, "tiny": lambda: random.randn(*shape) * 1e-4, "const": lambda: np.full(shape, 0.5),
         "levels": lambda: random.randint(0, 256, shape)}[kind]()
    if dtype in ("int64", "uint8"):
        x = np.clip(np.round(np.abs(x) * (1 if kind in ("binary", "levels", "big") else 3)), 0, 255)
    return x.astype(dtype)


def labels(data, random, n, output):
    """y for outputs of shape (n, *output)."""
    family, soft, dtype = data["family"], data["y"] == "soft", data["ydtype"]
    if family == "sparse":
        y = random.randint(0, output[-1], (n, *output[:-1]))
        return (y.reshape(n, 1) if data["ycolumn"] and len(output) == 1 else y).astype(dtype)
    if family == "categorical":
        y = np.eye(output[-1])[random.randint(0, output[-1], (n, *output[:-1]))]
        return (0.7 * y + 0.3 / output[-1] if soft else y).astype(dtype)
    y = random.randint(0, 2, (n, *output)).astype("float64") if family == "binary" else random.randn(n, *output)
    if family == "binary" and soft:
        y = random.rand(n, *output)
    return (y[:, 0] if output == [1] and not data["ycolumn"] else y).astype(dtype)
