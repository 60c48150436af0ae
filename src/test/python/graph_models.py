#!/usr/bin/env python3
"""Random models whose layers form a graph: what Python Keras makes of them, one JSON line each.

    v/bin/python graph_models.py draw --seed 7 --count 40 --part 0/2 --files FOLDER     draws them, and does them (the first half)
    v/bin/python graph_models.py do CASES.jsonl --files FOLDER                           does those of a file again
    v/bin/python graph_models.py read FILES.jsonl                                        reads files that Java wrote, and trains on; read2: in tf_keras

A model: {"name", "steps", "inputs", "outputs"}; places of tensors are counted over all inputs and uses. A step is one of
  {"do": "input", "shape", "name"}      a new place
  {"do": "layer", "id", "layer"}        constructs a layer, as the differential tester describes one
  {"do": "model", "id", "model"}        constructs a model, to be used as a layer
  {"do": "use", "layer", "on"}          as many new places as the layer has outputs
The case holds how it is compiled, fitted and judged, and its arrays. Java does the same (src/test/java/kerava/interop/GraphModels.java).
"""
import argparse
import hashlib
import json
import os
import pathlib
import random
import sys
import traceback
from unittest import mock

import reference  # first, for it quiets TensorFlow
import keras
import numpy as np

from graph_draw import drawn

sys.path.insert(0, str(pathlib.Path(__file__).parent / "differential"))
from keras_side import found, layer as described_layer
from golden_numbers import array
from told import Told



def md5(array):
    return hashlib.md5(np.ascontiguousarray(array, "<f4").tobytes()).hexdigest()


ON = {"epochs": 1, "batch_size": 8, "shuffle": False}


def constructed(model):
    tensors, layers = [], {}
    for step in model["steps"]:
        if step["do"] == "input":
            tensors.append(keras.Input(tuple(step["shape"]), name=step["name"]))
        elif step["do"] == "layer":
            layers[step["id"]] = described_layer(step["layer"], {})
        elif step["do"] == "model":
            layers[step["id"]] = constructed(step["model"])
        else:
            on = [tensors[place] for place in step["on"]]
            made = layers[step["layer"]](on if step["list"] else on[0], **step.get("arguments", {}))
            tensors += made if isinstance(made, list) else [made]
    ends = [alone([tensors[place] for place in model[key]]) for key in ("inputs", "outputs")]
    return keras.Model(*ends, **({"name": model["name"]} if model["name"] else {}))


def alone(values):
    return values[0] if len(values) == 1 else values


def compiled(model, compiling):
    given = {key: None if compiling[key] is None else columns(model.output_names, compiling[key], compiling["by_name"])
             for key in ("loss", "loss_weights", "metrics")}
    model.compile(getattr(keras.optimizers, compiling["optimizer"]["class_name"])(**compiling["optimizer"]["config"]), **given)


def columns(names, values, by_name):
    return dict(zip(names, values)) if by_name and len(set(names)) > 1 and len(set(names)) == len(values) else alone(values)


class Data:
    def __init__(self, case):
        self.arrays = {key: [np.array(each["values"], "float32").reshape(each["shape"]) for each in case["data"][key]] for key in case["data"]}

    def __call__(self, key):
        return self.arrays[key]


def fit_options(case, data, fit, model):
    more = {}
    if fit["weights"]:
        given = data("w" if fit["weights"] == "all" else "ws")
        more["sample_weight"] = given[0] if fit["weights"] == "all" else columns(model.output_names, given, fit["by_name"])
    if fit["validation"] == "data":
        more["validation_data"] = alone(data("xv")), columns(model.output_names, data("yv"), fit["by_name"])
    elif fit["validation"] == "split":
        more["validation_split"] = 0.25
    return more | {key: fit[key] for key in ("epochs", "batch_size", "shuffle")}


def run_fit(case, data, fit, model):
    n = fit["n"]
    x, y = ([each[:n] for each in data(key)] for key in ("x", "y"))
    options = fit_options(case, data, fit, model)
    if "sample_weight" in options:
        options["sample_weight"] = keras.tree.map_structure(lambda w: w[:n], options["sample_weight"])
    inputs = [tensor._keras_history.operation.name for tensor in model.inputs]
    return model.fit(columns(inputs, x, fit["x_by_name"]), columns(model.output_names, y, fit["by_name"]), verbose=0, **options).history


def outcome(case, model):
    data = Data(case)
    result = {"names": [model.name, names(model)], "initial": [md5(w) for w in model.get_weights()]}
    compiled(model, case["compile"])
    result["history"] = [run_fit(case, data, fit, model) for fit in case["fits"]]
    x, y, evaluate = data("x"), data("y"), case["evaluate"]
    weights = {"sample_weight": data("w")[0]} if evaluate["weights"] else {}
    y = columns(model.output_names, y, case["fits"][0]["by_name"])
    scores = model.evaluate(alone(x), y, batch_size=evaluate["batch_size"], verbose=0, **weights)
    named = model.evaluate(alone(x), y, batch_size=evaluate["batch_size"], verbose=0, return_dict=True, **weights)
    result |= {"scores": scores if isinstance(scores, list) else [scores], "score_names": sorted(named)}
    return result | left(case, model)


def names(model):
    return [[each.name, names(each)] if isinstance(each, keras.Model) else each.name for each in model.layers]


def left(case, model):
    predicted = model.predict(alone(Data(case)("x")), batch_size=case["evaluate"]["batch_size"], verbose=0)
    return {"weights": [md5(w) for w in model.get_weights()], "predict": [array(p) for p in (predicted if isinstance(predicted, list) else [predicted])]}


def summary(model):
    lines = []
    with mock.patch.dict(os.environ, {"COLUMNS": "80"}):
        model.summary(print_fn=lambda text, line_break=False: lines.append(text))
    return "\n".join(lines)


def fresh(case):
    keras.backend.clear_session()
    keras.utils.set_random_seed(case["seed"])
    model = constructed(case["model"])
    for path in case["frozen"]:
        found(model, path).trainable = False
    return model


def on(case, file):
    """One more epoch of the model in the file; seeded before, for dropout gets new seeds with every load."""
    data = Data(case)
    keras.utils.set_random_seed(case["seed"] + 1)
    model = keras.models.load_model(file)
    loss = model.fit(alone(data("x")), alone(data("y")), verbose=0, **ON).history["loss"]
    return left(case, model) | {"loss": loss}


def did(case, folder):
    model = fresh(case)
    result = outcome(case, model) | {"summary": summary(model)}
    if folder and case["files"]:
        stem = folder / case["id"]
        model.save(f"{stem}.keras")
        model.save(f"{stem}.h5")
        model.save_weights(f"{stem}.weights.h5")
        pathlib.Path(f"{stem}.json").write_text(model.to_json(), encoding="utf-8")
        result["on"] = on(case, f"{stem}.keras")
    return result


def read(job):
    """What Java wrote of a case: all formats of Keras 3, and the file with which it went on."""
    case, stem = job["case"], job["stem"]
    told = Told()
    with told.during() as warned:
        whole = keras.models.load_model(f"{stem}.keras")
        h5 = keras.models.load_model(f"{stem}.h5", compile=False)
        by_json = keras.models.model_from_json(pathlib.Path(f"{stem}.json").read_text(encoding="utf-8"))
        by_json.load_weights(f"{stem}.weights.h5")
        result = {"readings": [left(case, each) for each in (whole, h5, by_json)], "summary": summary(whole)}
    made = fresh(case)
    compiled(made, case["compile"])
    result |= {"warnings": warned, "compile_config": differing(compile_config(made), compile_config(whole))}
    for key, other in ("config", whole), ("config_h5", h5), ("config_json", by_json):
        result[key] = differing(made.get_config(), other.get_config())
    return result | {"on": on(case, f"{stem}.keras"), "on_twice": on(case, job["on"])}


def read_in_keras2(job):
    import tf_keras
    told = Told()
    with told.during() as warned:
        model = tf_keras.models.load_model(job["stem"] + ".k2.h5")
        readings = [left(job["case"], model)]
    return {"readings": readings, "warnings": warned}


def compile_config(model):
    """That there are no metrics has two spellings."""
    config = model.get_compile_config()
    return config | {"metrics": config["metrics"] or None}


def differing(one, other):
    one, other = (json.dumps(plain(each), sort_keys=True, default=str) for each in (one, other))
    return [] if one == other else [one, other]


def plain(config):
    """Without what says when a layer was built, the Input that a chain has got by that, and whether it is trainable, which Keras does not read."""
    if isinstance(config, dict):
        kept = {key: value for key, value in config.items() if key != "build_config"}
        if config.get("class_name") == "Sequential":
            layers = [layer for layer in kept["config"]["layers"] if layer["class_name"] != "InputLayer"]
            kept["config"] = kept["config"] | {"layers": layers, "trainable": None}
        return {key: plain(value) for key, value in kept.items()}
    return [plain(each) for each in config] if isinstance(config, (list, tuple)) else config


def lines(path):
    return [json.loads(line) for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines()]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["draw", "do", "read", "read2"])
    parser.add_argument("cases", nargs="?")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--part", default="0/1")
    parser.add_argument("--files", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=1, help="of each case, for all the results that Python itself has")
    options = parser.parse_args()
    if options.what.startswith("read"):
        for job in lines(options.cases):
            keras.backend.clear_session()
            try:
                print(json.dumps((read if options.what == "read" else read_in_keras2)(job)), flush=True)
            except Exception:
                print(json.dumps({"failed": traceback.format_exc()[-3000:]}), flush=True)
        return
    if options.what == "do":
        cases = lines(options.cases)
    else:
        part, parts = map(int, options.part.split("/"))
        cases = [drawn(random.Random(f"{options.seed}-{i}"), f"{options.seed}-{i}", i) for i in range(options.count) if i % parts == part]
    for case in cases:
        try:
            results = [did(case, options.files)] + [outcome(case, fresh(case)) for _ in range(options.runs - 1)]
            print(json.dumps({"case": case, "result": results[0], "others": results[1:]}), flush=True)
        except Exception as e:  # Keras refuses it, or fails
            print(json.dumps({"case": case, "refused": f"{type(e).__name__}: {e}"}), flush=True)


if __name__ == "__main__":
    main()
