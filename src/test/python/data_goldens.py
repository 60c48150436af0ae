#!/usr/bin/env python3
"""Writes what NumPy, scikit-learn and Keras make of data into src/test/resources/kerava/: permutation, split, to_categorical, npy, pad_sequences and
timeseries.json in goldens/, and the small files in npy/ that npy.json tells the contents of.  Any Keras backend will do (KERAS_BACKEND=jax).

    python src/test/python/data_goldens.py
"""
import hashlib
import io
import json
import pathlib
import platform

import keras
import numpy as np
import sklearn
from numpy.lib import format as npy_format
from sklearn.model_selection import train_test_split

RESOURCES = pathlib.Path(__file__).resolve().parents[1] / "resources" / "kerava"
NPY = RESOURCES / "npy"


def indices(values):
    """All of them if they are few, else both ends and the MD5 of all as little-endian int64."""
    values = np.asarray(values, "<i8")
    if len(values) <= 40:
        return {"all": values.tolist()}
    return {"n": len(values), "first": values[:16].tolist(), "last": values[-16:].tolist(),
            "md5": hashlib.md5(values.tobytes()).hexdigest()}


# ---- RandomState(seed).permutation

def permutation():
    """Two permutations in turn from one generator."""
    def case(seed, n):
        random_state = np.random.RandomState(seed)
        return {"seed": seed, "n": n, "permutations": [indices(random_state.permutation(n)) for _ in range(2)]}
    return {"cases": [case(seed, n) for seed in (0, 1, 42, 2**32 - 1) for n in (0, 1, 2, 5, 33, 1797, 60000, 65537)]}


# ---- train_test_split

SPLITS = [{"n": n, "test_size": size, "random_state": seed} for n in (5, 33, 150, 1797, 60000)
          for size in (0.2, 0.25, 0.3, 1 / 3, 2) for seed in (0, 42)]
SPLITS += [{"n": 30, "random_state": 7}, {"n": 70000, "test_size": 10000, "random_state": 42},
           {"n": 33, "train_size": 0.7, "random_state": 1}, {"n": 33, "test_size": 0.1, "train_size": 0.4, "random_state": 2},
           {"n": 33, "test_size": 4, "train_size": 11, "random_state": 2},
           {"n": 60000, "test_size": 0.2, "shuffle": False}, {"n": 33, "test_size": 0.1, "train_size": 0.4, "shuffle": False}]
SIZES = [None, 1, 2, 3, 7, 0, -1, 0.1, 0.3, 0.5, 0.7, 0.99, 1.0, 0.0, -0.5, 1.5]


def split():
    """Indices for settings; after numpy.random.seed(42), which keras.utils.set_random_seed calls too, for none;
    and for a grid of sizes how many samples the parts have, or that they are refused."""
    np.random.seed(42)
    seeded = [split_indices({"n": 20}) for _ in range(2)]
    return {"cases": [split_indices(s) for s in SPLITS], "after_seed_42": seeded,
            "counts": [counts(n, test, train) for n in (1, 2, 3, 7, 10) for test in SIZES for train in SIZES]}


def split_indices(settings):
    options = {name: value for name, value in settings.items() if name != "n"}
    train, test = train_test_split(np.arange(settings["n"]), **options)
    return settings | {"train": indices(train), "test": indices(test)}


def counts(n, test_size, train_size):
    case = {"n": n, "test_size": test_size, "train_size": train_size}
    try:
        train, test = train_test_split(np.arange(n), test_size=test_size, train_size=train_size)
        return case | {"train": len(train), "test": len(test)}
    except ValueError:  # InvalidParameterError is one
        return case | {"refused": True}


# ---- to_categorical

def to_categorical():
    def case(labels, num_classes):
        labels = np.asarray(labels)
        result = np.asarray(keras.utils.to_categorical(labels, num_classes))
        return {"shape": labels.shape, "labels": labels.ravel().tolist(), "num_classes": num_classes,
                "result_shape": result.shape, "result": result.ravel().tolist()}
    return {"cases": [case([1, 0, 4], None), case([1, 0, 4], 7), case([[2], [0]], None), case([[2, 1, 0], [0, 0, 1]], 4), case(3, None),
                      case([[[1], [2]]], None), case([[5]], None), case([], 3)]}


# ---- .npy and .npz

def numbers(dtype):
    """A lopsided array with what is hard to turn into a float32: ends of the range, ties, subnormals, not a number."""
    kind = np.dtype(dtype).kind
    if kind == "b":
        values = [True, False, False, True, True, False]
    elif kind in "iu":
        info = np.iinfo(dtype)
        values = [info.min, info.max, 1, info.max // 3, info.max // 2 + 1, info.max - 1]
        values = [2**53 + 1, info.max, 2**24 + 1, 2**24 + 3, info.max // 2 + 2**39 + 2, info.max - 2**39 + 1] if info.bits == 64 else values
    else:
        info = np.finfo(dtype)
        values = [1 / 3, -0.0, np.nan, -np.inf, info.max, info.smallest_subnormal]
    return np.array(values, dtype).reshape(2, 3)


DTYPES = ["|b1", "|i1", "|u1"] + [order + kind for order in "<>" for kind in ("i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8")]


def halves():
    """Every float16 there is."""
    return np.arange(2**16, dtype="<u2").view("<f2")


def arrays():
    files = {f"{dtype.replace('|', '').replace('<', 'little-').replace('>', 'big-')}": numbers(dtype) for dtype in DTYPES}
    cube = np.arange(24, dtype="<f4").reshape(2, 3, 4)
    return files | {"fortran": np.asfortranarray(cube), "fortran-big-i2": np.asfortranarray(cube.astype(">i2")), "c": cube,
                    "scalar": np.float32(2.5), "empty": np.zeros((0, 3), "f4"), "vector": np.arange(5, dtype="<f4"),
                    "fortran-empty": np.zeros((3, 0), "f4", order="F"), "wide": np.zeros((1, 100), "u1")}


# What arrays of a type that Kerava does not have become.
KEPT = {"uint16": "int32", "uint32": "int64", "uint64": "float32", "float16": "float32"}


def stored(array):
    kept = KEPT.get(np.asarray(array).dtype.name, np.asarray(array).dtype.name)
    with np.errstate(over="ignore"):
        floats = np.ascontiguousarray(np.asarray(array).astype("<f4")) if np.ndim(array) else np.asarray(array, "<f4")
    return {"shape": list(np.shape(array)), "float32": floats.tobytes().hex(), "dtype": kept,
            "kept": np.asarray(array, np.dtype(kept).newbyteorder("<")).tobytes().hex()}


def written(array, version):
    out = io.BytesIO()
    npy_format.write_array(out, np.asarray(array), version)
    return out.getvalue()


def refused():
    return {"object": np.array([1, None], object), "structured": np.zeros(2, [("a", "<f4"), ("b", "<i2")]),
            "complex": np.zeros(2, "<c8"),
            "datetime": np.zeros(2, "<M8[s]"), "timedelta": np.zeros(2, "<m8[s]"), "void": np.zeros(2, "V3"),
            "longdouble": np.zeros(2, np.longdouble)}


def texts():
    words = np.array([["가나", "b"], ["", "x😀y"], [" a ", "tail"]])
    return {"text-little": words.astype("<U5"), "text-big": words.astype(">U5"), "text-fortran": np.asfortranarray(words),
            "text-bytes": np.char.encode(words, "utf-8"), "text-scalar": np.array("하나"), "text-empty": np.zeros((0, 2), "<U1")}


def npy():
    for old in NPY.glob("*.np[yz]"):
        old.unlink()
    NPY.mkdir(exist_ok=True)
    expected = {}
    for name, array in arrays().items():
        (NPY / f"{name}.npy").write_bytes(written(array, (1, 0)))
        expected[f"{name}.npy"] = stored(array)
    for version in ((2, 0), (3, 0)):
        (NPY / f"version{version[0]}.npy").write_bytes(written(arrays()["c"], version))
        expected[f"version{version[0]}.npy"] = stored(arrays()["c"])
    for name, array in texts().items():
        np.save(NPY / f"{name}.npy", array)
    for name, array in refused().items():
        np.save(NPY / f"refused-{name}.npy", array, allow_pickle=True)
    members = {"x_train": arrays()["c"], "y": np.array([3, 1, 2], "u1"), "a/b": np.arange(3.0)}
    np.savez(NPY / "stored.npz", **members)
    np.savez_compressed(NPY / "deflated.npz", **members, zeros=np.zeros(300000, "f4"))
    np.savez(NPY / "one.npz", members["y"])
    np.savez(NPY / "refused-pickle.npz", good=members["y"], bad=refused()["object"])
    digest = hashlib.md5(halves().astype("<f4").tobytes()).hexdigest()
    text = {f"{name}.npy": {"shape": list(array.shape), "strings": np.char.decode(array, "utf-8").ravel().tolist()
                            if array.dtype.kind == "S" else array.ravel().tolist()} for name, array in texts().items()}
    return {"npy": expected, "text": text, "npz": {name: stored(array) for name, array in members.items()}, "float16_md5": digest}


# ---- pad_sequences

SEQUENCES = {"numbers": [[1, 2, 3, 4], [5], [], [6, 7]], "rows": [[[1, 2], [3, 4], [5, 6]], [[7, 8]]], "fractions": [[1.75, -2.75], [0.1, 1e10, 3.5]]}
PADDED = [("numbers", {}), ("numbers", {"maxlen": 2}), ("numbers", {"maxlen": 3, "padding": "post"}), ("numbers", {"maxlen": 3, "truncating": "post", "value": 9.0}),
          ("numbers", {"maxlen": 6, "dtype": "int64", "value": -1.0}), ("rows", {}), ("rows", {"maxlen": 2, "padding": "post", "truncating": "post"}),
          ("rows", {"maxlen": 5, "dtype": "float64", "value": 0.1}), ("fractions", {"dtype": "float32", "value": 0.1})]


def pad_sequences():
    def case(name, settings):
        result = keras.utils.pad_sequences(SEQUENCES[name], **settings)
        return {"sequences": SEQUENCES[name], "settings": settings, "dtype": str(result.dtype), "shape": list(result.shape), "result": result.ravel().tolist()}
    return {"cases": [case(*each) for each in PADDED]}


# ---- timeseries_dataset_from_array

SERIES = [{"sequence_length": 3}, {"sequence_length": 4, "sequence_stride": 2, "batch_size": 2}, {"sequence_length": 3, "sampling_rate": 3, "batch_size": 5},
          {"sequence_length": 2, "start_index": 3, "end_index": 11, "batch_size": 4}, {"sequence_length": 3, "batch_size": None},
          {"sequence_length": 3, "shuffle": True, "seed": 7, "batch_size": 2}, {"sequence_length": 2, "shuffle": True, "seed": 0, "batch_size": None},
          {"sequence_length": 3, "sequence_stride": 2, "sampling_rate": 2, "shuffle": True, "seed": 123456, "batch_size": 1},
          {"sequence_length": 3, "shuffle": True, "batch_size": 3}]


def timeseries():
    """Two passes over windows of 20 times of two numbers each, with a target for each time, for 15 of them, or without; without a seed after set_random_seed(42)."""
    data = np.arange(40, dtype="float32").reshape(20, 2)
    targets = {"all": np.arange(100, 120), "some": np.arange(100, 115), "none": None}

    def case(settings, name):
        keras.utils.set_random_seed(42)
        dataset = keras.utils.timeseries_dataset_from_array(data, targets[name], **settings)
        passes = [[[np.asarray(part).ravel().tolist() for part in (element if isinstance(element, tuple) else (element,))] for element in dataset] for _ in range(2)]
        return {"settings": settings, "targets": name, "cardinality": int(dataset.cardinality()), "passes": passes}
    return {"data": data.ravel().tolist(), "cases": [case(settings, name) for settings in SERIES for name in targets]}


GOLDENS = {"permutation": permutation, "split": split, "to_categorical": to_categorical, "npy": npy, "pad_sequences": pad_sequences, "timeseries": timeseries}
MADE_BY = {"script": "src/test/python/data_goldens.py", "numpy": np.__version__, "scikit-learn": sklearn.__version__,
           "keras": keras.__version__, "python": platform.python_version()}


def lines(value):
    """JSON with a line for each case."""
    if isinstance(value, dict):
        return "{\n" + ",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in value.items()) + "\n }"
    return "[\n" + ",\n".join("  " + json.dumps(v) for v in value) + "\n ]"


for name, golden in GOLDENS.items():
    parts = [f' "made_by": {json.dumps(MADE_BY)}']
    parts += [f' "{k}": {lines(v) if isinstance(v, (list, dict)) else json.dumps(v)}' for k, v in golden().items()]
    (RESOURCES / "goldens" / f"{name}.json").write_text("{\n" + ",\n".join(parts) + "\n}\n")
