#!/usr/bin/env python3
"""Files of the models of golden_operations.py: what Python writes and what it reads, one JSON line a case.

    v/bin/python operation_files.py write FOLDER     writes each in .keras, .h5 and JSON, and tells what it predicts and its summary
    v/bin/python operation_files.py middle FOLDER    writes a model that begins in the middle of another, and tells its config
    v/bin/python operation_files.py read FOLDER      reads what Java wrote of each, and tells the same and how its config differs
"""
import json
import pathlib
import sys

import reference  # first, for it quiets TensorFlow
import keras

import golden_operations as operations
import golden_sequences as sequences
import sequence_models
from golden_numbers import array


def told(model):
    x, _ = sequence_models.samples(model, 7, 5)
    lines = []
    model.summary(print_fn=lambda text, line_break=False: lines.append(text))
    made = model.predict(x if len(x) > 1 else x[0], verbose=0)
    return {"x": [array(a) for a in x], "predictions": [array(a) for a in (made if isinstance(made, list) else [made])], "summary": "\n".join(lines)}


def write(name, stem):
    keras.backend.clear_session()
    keras.utils.set_random_seed(sequences.SEED)
    model = operations.MODELS[name]()
    for ending in (".keras", ".h5"):
        model.save(stem + ending)
    pathlib.Path(stem + ".json").write_text(model.to_json(), encoding="utf-8")
    return {"case": name} | told(model)


def plain(config):
    """Without what Keras writes of the mode in which a layer was called, in whose place a model's own comes."""
    if isinstance(config, dict):
        return {key: plain(value) for key, value in config.items() if key != "training"}
    return [plain(each) for each in config] if isinstance(config, (list, tuple)) else config


def read(name, stem):
    keras.backend.clear_session()
    model = keras.models.load_model(stem + "-java.keras")
    by_json = keras.models.model_from_json(pathlib.Path(stem + "-java.json").read_text(encoding="utf-8"))
    mine = plain(keras.models.load_model(stem + ".keras").get_config())
    return {"case": name, "same": [plain(each.get_config()) == mine for each in (model, by_json)]} | told(model)


def middle(folder):
    """A model that begins at two tensors in the middle of another."""
    keras.backend.clear_session()
    keras.utils.set_random_seed(sequences.SEED)
    whole = operations.dense(operations.sums)
    part = keras.Model([whole.get_layer("a").output, whole.get_layer("b").output], whole.output)
    part.save(str(pathlib.Path(folder, "middle.keras")))
    return {"config": part.get_config()} | told(part)


def main():
    what, folder = sys.argv[1:]
    if what == "middle":
        return print(json.dumps(middle(folder)), flush=True)
    for i, name in enumerate(operations.MODELS):
        print(json.dumps({"write": write, "read": read}[what](name, str(pathlib.Path(folder, str(i))))), flush=True)


if __name__ == "__main__":
    main()
