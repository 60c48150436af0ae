#!/usr/bin/env python3
"""Writes the architectures of src/test/resources/kerava/graphs: models whose layers form a graph, by Keras 3 and by tf_keras. Fuzzing starts from them."""
import pathlib

import reference  # first, for it quiets TensorFlow
import keras
import tf_keras

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


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, K in ("keras3", keras), ("keras2", tf_keras):
        (FOLDER / f"{name}.json").write_text(model(K).to_json(), encoding="utf-8")


if __name__ == "__main__":
    main()
