#!/usr/bin/env python3
"""Makes the files of src/test/resources/kerava/load_weights, or of the folder named: a model's weights in all layouts, models that differ from it, and in
expected.json what Keras 3.15.1 makes of loading these weights into those models by every way that load_weights has: the checksums of all weights
after it, and whether it warned; or its refusal."""
import json
import os
import pathlib
import sys
import warnings
import zlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras
import numpy as np

L = keras.layers
FOLDER = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parents[1] / "resources" / "kerava" / "load_weights"


def inside(units, name="inside"):
    return keras.Sequential([L.Dense(units, name="deep"), L.BatchNormalization(name="deep_norm")], name=name)


def model(*layers):
    return keras.Sequential([L.Input((4,)), *layers], name="m")


def filled(name, made):
    """All weights are different, in every model."""
    random = np.random.default_rng(zlib.crc32(name.encode()))
    made.set_weights([random.normal(size=weight.shape).astype("float32") for weight in made.get_weights()])
    return made


def crc(weight):
    return zlib.crc32(np.ascontiguousarray(weight, "<f4").tobytes())


def source():
    return model(L.Dense(5, name="a"), L.BatchNormalization(name="norm"), L.Dense(3, name="b"), inside(2), L.Dense(2, name="c"))


OTHERS = {
    "same": lambda: model(L.Dense(5, name="a"), L.BatchNormalization(name="norm"), L.Dense(3, name="b"), inside(2), L.Dense(2, name="c")),
    "renamed": lambda: model(L.Dense(5, name="x"), L.BatchNormalization(name="norm"), L.Dense(3, name="y"), inside(2, "z"), L.Dense(2, name="c")),
    "moved": lambda: model(L.Dense(4, name="new"), L.Dense(5, name="a"), L.Dense(3, name="b"), L.Dense(2, name="c")),
    "wider": lambda: model(L.Dense(5, name="a"), L.BatchNormalization(name="norm"), L.Dense(7, name="b"), inside(2), L.Dense(6, name="c")),
    "wider_inside": lambda: model(L.Dense(5, name="a"), L.BatchNormalization(name="norm"), L.Dense(3, name="b"), inside(6), L.Dense(2, name="c")),
    "bare": lambda: model(L.Dense(5, name="a"), L.BatchNormalization(name="norm"), L.Dense(3, name="b", use_bias=False), inside(2), L.Dense(2, name="c")),
    "longer": lambda: model(L.Dense(5, name="a"), L.BatchNormalization(name="norm"), L.Dense(3, name="b"), inside(2), L.Dense(2, name="c"), L.Dense(3, name="d")),
    "shorter": lambda: model(L.Dense(5, name="a"), L.BatchNormalization(name="norm"), L.Dense(3, name="b")),
    "strange": lambda: model(L.Dense(2, name="p"), L.Dense(9, name="q")),
}
WEIGHTS = ("w.weights.h5", "w.keras", "w.h5", "whole.h5")
WAYS = {"plain": {}, "skip": {"skip_mismatch": True}, "name": {"by_name": True}, "name_skip": {"by_name": True, "skip_mismatch": True}}


def outcome(other, weights, way):
    loaded = filled(other, OTHERS[other]())
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            loaded.load_weights(FOLDER / weights, **WAYS[way])
        except Exception as error:
            return {"refused": str(error).replace(str(FOLDER) + "/", "")[:80]}
    return {"warned": len(caught) > 0, "crc": [crc(weight) for weight in loaded.get_weights()]}


def old_weights(made, file):
    """As save_weights of Keras 2 writes them: the layout of whole .h5 alone."""
    import h5py
    from keras.src.legacy.saving import legacy_h5_format
    with h5py.File(file, "w") as f:
        legacy_h5_format.save_weights_to_hdf5_group(f, made)


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = filled("source", source())
    made.save_weights(FOLDER / "w.weights.h5")
    made.save(FOLDER / "w.keras")
    made.save(FOLDER / "whole.h5")
    old_weights(made, FOLDER / "w.h5")
    expected = {}
    for other, make in OTHERS.items():
        filled(other, make()).save(FOLDER / f"{other}.keras")
        for weights in WEIGHTS:
            for way in WAYS:
                expected[f"{other} {weights} {way}"] = outcome(other, weights, way)
    (FOLDER / "expected.json").write_text("{\n" + ",\n".join(json.dumps(name) + ": " + json.dumps(told) for name, told in expected.items()) + "\n}\n")
    print(len(expected), "cases,", sum(path.stat().st_size for path in FOLDER.iterdir()), "bytes")


main()
