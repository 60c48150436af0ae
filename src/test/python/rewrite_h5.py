#!/usr/bin/env python3
"""Stores the numbers and texts of an HDF5 file otherwise, as other programs may: rewrite_h5.py IN.h5 OUT.h5 WAY prints the largest change of a number.

WAY: float16, float64, big (big-endian), chunked (with shuffle, gzip and fletcher32), fixed (fixed-length strings), variable (variable-length strings)
"""
import json
import sys

import h5py
import numpy as np

TYPES = {"float16": "<f2", "float64": "<f8", "big": ">f4"}


def texts(value, way):
    """Fixed-length strings hold UTF-8 bytes."""
    plain = [text.decode() if isinstance(text, bytes) else text for text in np.ravel(value).tolist()]
    if way == "fixed":
        return np.array([text.encode() for text in plain]) if np.ndim(value) else np.bytes_(plain[0].encode())
    return np.array(plain, dtype=h5py.string_dtype()) if np.ndim(value) else plain[0]


def main():
    source, target, way = sys.argv[1:]
    change = 0.0
    with h5py.File(source) as old, h5py.File(target, "w") as new:
        def copy(name, item):
            nonlocal change
            if isinstance(item, h5py.Group):
                made = new.require_group(name)
            else:
                value = item[()]
                stored = value.astype(TYPES.get(way, "<f4")) if value.dtype.kind == "f" else value
                options = {"chunks": True, "compression": "gzip", "shuffle": True, "fletcher32": True} if way == "chunked" and value.ndim else {}
                made = new.create_dataset(name, data=stored, **options)
                if value.size:
                    change = max(change, float(np.abs(stored.astype("f8") - value).max()))
            attributes(item, made)

        def attributes(item, made):
            for key, value in item.attrs.items():
                is_text = isinstance(value, (str, bytes)) or getattr(value, "dtype", np.dtype("f4")).kind in "OSU"
                made.attrs[key] = texts(value, way) if is_text and np.size(value) and way in ("fixed", "variable") else value

        attributes(old, new)
        old.visititems(copy)
    print(json.dumps({"change": change}))


if __name__ == "__main__":
    main()
