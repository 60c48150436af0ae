#!/usr/bin/env python3
"""SavedModels between here and Python.

saved_model.py read FOLDER NUMBERS: loads each SavedModel in FOLDER by all of Python's ways;
    prints one JSON line for each: what they predict for NUMBERS.
saved_model.py write FOLDER: makes FOLDER/keras, keras_two, tf_keras, module and outside, and prints what they predict.
"""
import json
import os
import pathlib
import subprocess
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import numpy as np
import keras
import tensorflow as tf
from told import Told


def told(array):
    array = np.asarray(array)
    return {"shape": list(array.shape), "values": array.astype("float64").ravel().tolist()}


def command_line(*arguments):
    tool = [sys.executable, "-m", "tensorflow.python.tools.saved_model_cli", *arguments]
    return subprocess.run(tool, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


def read(folder, x):
    loaded = tf.saved_model.load(str(folder))
    names = {}
    predictions = {}
    for name in sorted(loaded.signatures):
        (key,) = loaded.signatures[name].structured_input_signature[1]
        names[name] = key
        predictions["load " + name] = told(loaded.signatures[name](**{key: tf.constant(x)})["output_0"])
    for endpoint in ("serve", "serving_default"):
        layer = keras.layers.TFSMLayer(str(folder), call_endpoint=endpoint)
        predictions["TFSMLayer " + endpoint] = told(layer(x)["output_0"])
        model = keras.Sequential([keras.Input(x.shape[1:]), layer])
        predictions["TFSMLayer in a model " + endpoint] = told(model.predict(x, batch_size=len(x), verbose=0)["output_0"])
    variables = {v.name: told(v) for v in loaded.variables}
    return {"folder": folder.name, "inputs": names, "predictions": predictions, "variables": variables}, loaded


def run(folder, signature, name, x):
    np.save(folder.parent / "in.npy", x)
    command_line("run", "--dir", str(folder), "--tag_set", "serve", "--signature_def", signature, "--inputs",
                 name + "=" + str(folder.parent / "in.npy"), "--outdir", str(folder.parent / "out"), "--overwrite")
    return told(np.load(folder.parent / "out" / "output_0.npy"))


def read_all(folder, x):
    """Once all are loaded, each predicts again: no two may share a variable. The command-line tool, slow to start, takes the last."""
    folders = [path for path in sorted(folder.iterdir()) if (path / "saved_model.pb").exists()]
    told_of = Told()
    with told_of.during() as warned:
        results = [read(path, x) for path in folders]
    for result, loaded in results:
        result["warnings"] = warned
        name = result["inputs"]["serve"]
        result["predictions"]["again"] = told(loaded.signatures["serve"](**{name: tf.constant(x)})["output_0"])
    result["show"] = command_line("show", "--all", "--dir", str(folders[-1]))
    for signature in result["inputs"]:
        result["predictions"]["saved_model_cli " + signature] = run(folders[-1], signature, name, x)
    return [result for result, _ in results]


class Module(tf.Module):
    def __init__(self):
        super().__init__()
        self.scale = tf.Variable([2.0, 3.0], name="scale")
        keys = tf.constant([7, 8, 9], tf.int64)
        self.table = tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer(keys, tf.constant([0.5, 1.5, -2.5])), -1.0)
        words = tf.lookup.KeyValueTensorInitializer(tf.constant(["a", "b"]), tf.constant([1, 2], tf.int64))
        self.words = tf.lookup.StaticHashTable(words, -1)

    @tf.function(input_signature=[tf.TensorSpec((None, 2), tf.float32, name="a"), tf.TensorSpec((None, 2), tf.float64, name="b")])
    def combine(self, a, b):
        return {"sum": tf.cast(a, tf.float64) + b, "scaled": a * self.scale, "positive": a > 0, "large": tf.cast(a * 1000, tf.int32)}

    @tf.function(input_signature=[tf.TensorSpec((None,), tf.int64, name="ids")])
    def look_up(self, ids):
        return {"found": self.table.lookup(ids)}

    @tf.function(input_signature=[tf.TensorSpec((None,), tf.string, name="word")])
    def word(self, word):
        return {"id": self.words.lookup(word)}


class Outside(tf.Module):
    @tf.function(input_signature=[tf.TensorSpec((), tf.string, name="path")])
    def steal(self, path):
        return {"text": tf.io.read_file(path)}


def write(folder):
    keras.utils.set_random_seed(3)
    x = np.linspace(-1, 1, 5 * 4, dtype="float32").reshape(5, 4)
    inside = keras.Sequential([keras.layers.Dense(6, activation="relu"), keras.layers.BatchNormalization()])
    dense = keras.Sequential([keras.Input((4,), name="x"), inside, keras.layers.Dropout(0.3), keras.layers.Dense(3, activation="softmax")])
    dense.compile("adam", "mse")
    dense.fit(x, np.ones((5, 3), "float32"), verbose=0)
    dense.export(folder / "keras", verbose=False)
    a, b = keras.Input((4,), name="a"), keras.Input((4,), name="b")
    two = keras.Model([a, b], {"p": keras.layers.Dense(2)(a * b), "q": keras.layers.Dense(1)(a - b)})
    two.export(folder / "keras_two", verbose=False)
    os.environ["TF_USE_LEGACY_KERAS"] = "1"
    import tf_keras
    old = tf_keras.Sequential([tf_keras.layers.Dense(6, activation="tanh", input_shape=(4,), name="first"),
                               tf_keras.layers.Dense(3, name="last")])
    old.save(str(folder / "tf_keras"))
    module = Module()
    tf.saved_model.save(module, str(folder / "module"),
                        signatures={"combine": module.combine, "look_up": module.look_up, "word": module.word})
    outside = Outside()
    tf.saved_model.save(outside, str(folder / "outside"), signatures={"steal": outside.steal})
    twos = two.predict([x, 2 * x + 1], verbose=0)
    return {"keras": told(dense.predict(x, verbose=0)), "p": told(twos["p"]), "q": told(twos["q"]),
            "tf_keras": told(old.predict(x, verbose=0)), "x": told(x)}


if __name__ == "__main__":
    target = pathlib.Path(sys.argv[2])
    if sys.argv[1] == "write":
        print(json.dumps(write(target)))
    else:
        numbers = np.array(json.loads(sys.argv[3]), "float32")
        for line in read_all(target, numbers):
            print(json.dumps(line))
