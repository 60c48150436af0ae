#!/usr/bin/env python3
"""Reads HDF5 with h5py: hdf5_dump.py FILE.h5 prints groups, datasets and attributes as one JSON line."""
import hashlib
import json
import sys

import h5py
import numpy as np


def attributes(node):
    values = {}
    for name in node.attrs:
        value = node.attrs[name]
        if isinstance(value, h5py.Empty):
            values[name] = {"dtype": str(value.dtype), "shape": None, "value": []}
            continue
        array = np.asarray(value)
        plain = np.char.decode(array, "utf-8") if array.dtype.kind == "S" else array
        values[name] = {"dtype": str(array.dtype), "shape": list(array.shape), "value": plain.ravel().tolist() if plain.ndim else plain.item()}
        if isinstance(values[name]["value"], bytes):
            values[name]["value"] = values[name]["value"].decode("utf-8")
        if isinstance(values[name]["value"], list):
            values[name]["value"] = [v.decode("utf-8") if isinstance(v, bytes) else v for v in values[name]["value"]]
    return values


def md5(array):
    return hashlib.md5(np.ascontiguousarray(array).tobytes()).hexdigest()


def dataset(node):
    told = {"dtype": str(node.dtype), "attributes": attributes(node), "shape": list(node.shape or []) if node.shape is not None else [0]}
    if node.dtype.kind in "fiub":
        array = node[()] if node.shape is not None else np.zeros(0, node.dtype)
        with np.errstate(all="ignore"):
            told["float32"] = md5(np.asarray(array).astype("<f4"))
        if array.size:
            wide = "int64" if node.dtype.kind in "iub" else "float64"
            told[wide] = md5(np.asarray(array).astype(wide))
    return told


def dump(path):
    told = {"groups": {}, "datasets": {}}
    with h5py.File(path, "r") as file:
        told["groups"]["/"] = attributes(file)

        def visit(name, node):
            if isinstance(node, h5py.Group):
                told["groups"]["/" + name] = attributes(node)
            else:
                told["datasets"]["/" + name] = dataset(node)

        file.visititems(visit)
    return told


if __name__ == "__main__":
    print(json.dumps(dump(sys.argv[1])))
