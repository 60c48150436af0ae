#!/usr/bin/env python3
"""Makes the odd files among models/old, and tells of every file there what the newest Keras of its generation makes of it: expected.json.

Files named by a release (keras-2.2.4-adam.h5) were written by that release, on made data, and cannot be made again here; written.json has what that
release itself predicted and scored. The others are made here, by tf_keras 2.18.0 or Keras 3.15.1: layers frozen or thawed after training, losses and metrics
in lists and by output, settings that Kerava does not have, and an HDF5 file behind a user block.

Told are, on data drawn anew for each file: predict; evaluate, null if it is not compiled; iterations of the optimizer; the sums of the magnitudes in the slots of
tf_keras's older optimizers, slot by slot; and the losses of two more epochs (batches of 4, not shuffled), null where Keras does not go on, where dropout's
masks are drawn otherwise, or where tf_keras's newer optimizers take a part of a state that does not fit as if it were all.
"""
import json
import os
import pathlib
import sys
import zipfile
import zlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import h5py
import keras
import numpy as np
import tf_keras

FOLDER = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "old"
CCE = "categorical_crossentropy"


def network(K, regularized=False):
    more = dict(kernel_regularizer=K.regularizers.L1L2(0.01, 0.02), bias_constraint=K.constraints.MaxNorm(2)) if regularized else {}
    return K.Sequential([K.layers.Input((5,)), K.layers.Dense(6, "relu", name="a", **more), K.layers.BatchNormalization(name="norm"),
                         K.layers.Dense(4, "tanh", name="b"), K.layers.Dense(3, "softmax", name="kind")], name="odd")


def my_loss(truth, prediction):
    return (truth - prediction) ** 2


def odd():
    """By the files' names: the network, its compile settings, and which layer is frozen (-) or thawed (+) after training."""
    cases = {}
    for K, name, ending in ((tf_keras, "k2", "h5"), (keras, "k3", "keras")):
        O = K.optimizers
        for each in ("keras", "h5"):
            cases[f"{name}-frozen.{each}"] = (K, False, (O.Adam(0.01), CCE, ["accuracy"]), "-a")
        cases[f"{name}-thawed.{ending}"] = (K, False, (O.Adam(0.01), CCE, ["accuracy"]), "+kind")
        cases[f"{name}-lists.{ending}"] = (K, False, (O.SGD(0.1), [CCE], [["accuracy", "categorical_accuracy"]]), None)
        cases[f"{name}-regularized.{ending}"] = (K, True, (O.Adam(0.01), CCE, ["accuracy"]), None)
        cases[f"{name}-my_loss.{ending}"] = (K, False, (O.Adam(0.01), my_loss, [my_loss]), None)
        schedule = O.schedules.ExponentialDecay(0.1, 10, 0.9)
        cases[f"{name}-optimizer.{ending}"] = (K, False, (O.Nadam(schedule, clipnorm=1.0), CCE, ["accuracy"]), None)
    cases["k3-metrics.h5"] = (keras, False, (keras.optimizers.Adam(0.01), CCE, [keras.metrics.AUC(name="auc")]), None)
    L = tf_keras.optimizers.legacy
    cases["k2-legacy-frozen.h5"] = (tf_keras, False, (L.Adam(0.01), CCE, ["accuracy"]), "-a")
    cases["k2-legacy-rmsprop.keras"] = (tf_keras, False, (L.RMSprop(0.01, momentum=0.5), CCE, ["accuracy"]), None)
    cases["k2-outputs.h5"] = (tf_keras, False, (L.SGD(0.1, momentum=0.9), {"kind": CCE}, {"kind": ["accuracy", "categorical_accuracy"]}), None)
    return cases


def make(file, K, regularized, settings, changed):
    K.utils.set_random_seed(2)
    random = np.random.default_rng(3)
    x, y = random.normal(size=(24, 5)).astype("float32"), np.eye(3, dtype="float32")[random.integers(0, 3, 24)]
    model = network(K, regularized)
    layer = model.get_layer(changed[1:]) if changed else None
    if changed:
        layer.trainable = changed[0] == "-"
    optimizer, loss, metrics = settings
    model.compile(optimizer, loss, metrics=metrics)
    model.fit(x, y, epochs=2, batch_size=8, shuffle=False, verbose=0)
    if changed:
        layer.trainable = changed[0] == "+"
    model.save(file)
    if file.suffix == ".keras":
        undated(file)


def undated(file):
    """Without the time of saving, so that the same files come out again."""
    with zipfile.ZipFile(file) as z:
        members = {name: z.read(name) for name in z.namelist()}
    members["metadata.json"] = json.dumps({**json.loads(members["metadata.json"]), "date_saved": "2026-01-01@00:00:00"})
    with zipfile.ZipFile(file, "w") as z:
        for name, content in members.items():
            z.writestr(zipfile.ZipInfo(name), content)


def generation(file):
    if file.suffix == ".keras":
        with zipfile.ZipFile(file) as z:
            version = json.loads(z.read("metadata.json"))["keras_version"]
    else:
        with h5py.File(file) as f:
            version = f.attrs["keras_version"]
    return keras if str(version).startswith("3") else tf_keras


def told(file):
    K = generation(file)
    K.utils.set_random_seed(1)
    try:
        model = K.models.load_model(file, compile="my_loss" not in file.name)
    except TypeError:  # an alpha of Keras 2.0, which no later Keras reads
        return None
    random = np.random.default_rng(zlib.crc32(file.name.encode()))
    x = random.normal(size=(10, *model.input_shape[1:])).astype("float32")
    labels = random.integers(0, max(2, model.output_shape[-1]), 10)
    optimizer = getattr(model, "optimizer", None)
    loss = str(getattr(model, "loss", None))
    y = labels if "sparse" in loss else labels[:, None] if model.output_shape[-1] == 1 else np.eye(model.output_shape[-1])[labels]
    result = {"x": x.tolist(), "y": y.astype("float32").tolist(), "predict": model.predict(x, verbose=0).tolist(), "evaluate": None, "iterations": None, "losses": None, "slots": None}
    if optimizer is None:
        return result
    result["evaluate"] = np.atleast_1d(model.evaluate(x, y, verbose=0)).tolist()
    result["iterations"] = int(np.array(optimizer.iterations))
    older = "legacy" in type(optimizer).__module__
    if older:
        result["slots"] = [float(np.abs(slot).sum()) for slot in optimizer.get_weights()[1:]]
    halfway = K is tf_keras and file.suffix == ".h5" and not older and ("frozen" in file.name or "thawed" in file.name)
    drops = any(isinstance(layer, K.layers.Dropout) for layer in model.layers)
    if halfway or K is keras and file.suffix == ".h5":
        result["iterations"] = None
    elif not drops:
        result["losses"] = model.fit(x, y, epochs=2, batch_size=4, shuffle=False, verbose=0).history["loss"]
    return result


def main():
    FOLDER.mkdir(exist_ok=True)
    for name, case in odd().items():
        make(FOLDER / name, *case)
    shifted = (FOLDER / "k2-lists.h5").read_bytes()
    (FOLDER / "k2-behind-1024-bytes.h5").write_bytes(b"#" * 1024 + shifted)
    files = sorted(file for file in FOLDER.iterdir() if file.suffix in (".h5", ".keras"))
    told_of = {file.name: each for file in files for each in [told(file)] if each}
    (FOLDER / "expected.json").write_text("{\n" + ",\n".join(json.dumps(name) + ": " + json.dumps(each) for name, each in told_of.items()) + "\n}\n")


main()
