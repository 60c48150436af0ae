"""Writes the goldens of the MNIST and Fashion-MNIST reader, read with NumPy alone and scaled as a Keras user does: (x / 255.0).astype("float32").

Run by hand:  python src/test/python/mnist_goldens.py      Results: src/test/resources/kerava/goldens/{mnist,fashion-mnist}.json
"""
import gzip
import hashlib
import json
import pathlib

import numpy as np

SRC = pathlib.Path(__file__).parents[2]


def read(folder, name):
    with gzip.open(SRC / "main/resources/kerava/data" / folder / f"{name}-ubyte.gz") as f:
        data = f.read()
    dims = np.frombuffer(data, ">u4", data[3], 4)
    return np.frombuffer(data, np.uint8, offset=4 + 4 * data[3]).reshape(dims)


def sha256(array):
    return hashlib.sha256(array.tobytes()).hexdigest()


for name in ("mnist", "fashion-mnist"):
    splits = {}
    for split in ("train", "t10k"):
        x, y = read(name, f"{split}-images-idx3"), read(name, f"{split}-labels-idx1")
        scaled = (x / 255.0).astype("<f4")
        splits[split] = {"shape": x.shape, "pixels": sha256(x), "labels": sha256(y), "scaled_100_to_1100": sha256(scaled[100:1100]),
                         "first_labels": y[:10].tolist(), "scaled_values": [float(v) for v in np.unique(scaled)[:5]]}
    (SRC / f"test/resources/kerava/goldens/{name}.json").write_text(json.dumps(splits, indent=1) + "\n")
