"""Writes the goldens of the MNIST reader, read with NumPy alone and scaled as a Keras user does: (x / 255.0).astype("float32").

Run by hand:  python src/test/python/mnist_goldens.py      Result: src/test/resources/kerava/goldens/mnist.json
"""
import gzip
import hashlib
import json
import pathlib

import numpy as np

SRC = pathlib.Path(__file__).parents[2]


def read(name):
    with gzip.open(SRC / "main/resources/kerava/data/mnist" / f"{name}-ubyte.gz") as f:
        data = f.read()
    dims = np.frombuffer(data, ">u4", data[3], 4)
    return np.frombuffer(data, np.uint8, offset=4 + 4 * data[3]).reshape(dims)


def sha256(array):
    return hashlib.sha256(array.tobytes()).hexdigest()


splits = {}
for split in ("train", "t10k"):
    x, y = read(f"{split}-images-idx3"), read(f"{split}-labels-idx1")
    scaled = (x / 255.0).astype("<f4")
    splits[split] = {"shape": x.shape, "pixels": sha256(x), "labels": sha256(y), "scaled_100_to_1100": sha256(scaled[100:1100]),
                     "first_labels": y[:10].tolist(), "scaled_values": [float(v) for v in np.unique(scaled)[:5]]}
(SRC / "test/resources/kerava/goldens/mnist.json").write_text(json.dumps(splits, indent=1) + "\n")
