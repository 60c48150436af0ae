#!/usr/bin/env python3
"""Writes the architectures of src/test/resources/kerava/graphs: models whose layers form a graph, by Keras 3 and by tf_keras. Fuzzing starts from them."""
import pathlib

import reference  # first, for it quiets TensorFlow
import keras
import numpy as np
import tf_keras
from keras.src.applications.convnext import LayerScale
from keras.src.applications.inception_resnet_v2 import CustomScaleLayer

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "resources" / "kerava" / "graphs"


def model(K):
    """Two inputs, a shared layer, a model inside that is used twice, a chain inside, two outputs."""
    L = K.layers
    a, b, inner = L.Input((3,), name="a"), L.Input((3,), name="b"), L.Input((4,), name="inner")
    hidden = L.Dense(4, "tanh", name="hidden")(inner)
    block = K.Model(inner, [L.Add(name="residual")([inner, hidden]), hidden], name="block")
    shared, chain = L.Dense(4, "relu", name="shared"), K.Sequential([L.Dense(2, name="last"), L.Dropout(0.5, name="drop")], name="chain")
    first, second = block(shared(a)), block(shared(b))
    joined = L.Concatenate(name="joined")([first[0], second[1], L.BatchNormalization(name="norm")(a)])
    return K.Model([a, b], [chain(joined), L.Maximum(name="most")([first[1], second[0]])], name="graph")


def operations():
    """With operations of keras.ops, slices and constants among their arguments, and a mask that Keras itself makes by one."""
    L, ops = keras.layers, keras.ops
    x, z = keras.Input((4,), name="ids"), keras.Input((4, 3), name="z")
    y = L.GRU(3, return_sequences=True)(L.Embedding(9, 3, mask_zero=True)(x))
    stacked = ops.stack([z[:, 0], z[:, -1], z[:, 1], z[:, 2]], axis=1) + np.array([1, 2, 3], "float32")
    y = ops.concatenate([ops.relu(y * 2 - z / 3), stacked], axis=-1)
    y = ops.where(ops.mean(y, axis=1, keepdims=True) > 0.5, y, ops.reshape(ops.transpose(y, (0, 2, 1)), (-1, 4, 6))[..., ::-1])
    return keras.Model([x, z], L.Dense(2)(ops.clip(ops.cast(y, "float32"), -1, 1)), name="operations")


def applications():
    """With the layers that two of keras.applications have of their own."""
    L = keras.layers
    x = keras.Input((3,), name="x")
    y = L.Dense(4, "tanh", name="dense")(x)
    y = CustomScaleLayer(0.17, name="sum")([y, LayerScale(0.5, 4, name="scaled")(y)])
    return keras.Model(x, L.Dense(2, name="last")(y), name="applications")


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, K in ("keras3", keras), ("keras2", tf_keras):
        (FOLDER / f"{name}.json").write_text(model(K).to_json(), encoding="utf-8")
    for built in operations, applications:
        (FOLDER / f"{built.__name__}.json").write_text(built().to_json(), encoding="utf-8")


if __name__ == "__main__":
    main()
