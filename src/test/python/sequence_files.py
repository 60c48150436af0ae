#!/usr/bin/env python3
"""Files of the models of golden_sequences.py: what Python writes and what it reads, one JSON line a case.

    v/bin/python sequence_files.py write FOLDER 1    trains each an epoch, writes it in all formats, and trains on; 2: every second
    v/bin/python sequence_files.py read FOLDER 1     reads what Java wrote of each, and trains on; read2: in tf_keras
"""
import json
import pathlib
import sys

import reference  # first, for it quiets TensorFlow
import keras

import golden_sequences as sequences
import sequence_models
from golden_numbers import array
from told import Told

N = 18
CASES = ["embedding", "a masked loss", "masking", "masked means", "masks side by side", "lstm of many steps", "lstm backwards, masked", "lstm without bias",
         "lstm unrolled, masked", "gru", "gru that resets before", "gru, masked", "simple rnn", "states handed on", "two outputs of one layer",
         "steps one by one", "a model step by step", "masked steps one by one", "both ways", "both ways, a mean", "both ways, by other layers",
         "both ways apart, with states", "attention", "attention with all settings", "causal attention", "masked attention", "attention to another sequence",
         "embedding with rules", "embedding there and back by another way", "lstm with rules", "a cell", "a cell of a gru, unrolled", "stacked cells, masked", "one stacked cell",
         "cells with their states", "a cell's states handed on", "gated attention within a window", "attention with rules", "scaled tangents",
         "masked additive attention", "convolving lstms", "convolving lstm with strides, padded", "convolving lstm with rules", "convolving lstm of volumes",
         "convolving lstm's states handed on", "convolving lstm both ways", "grouped attention of as many heads", "masked grouped attention", "grouped attention with a key, and scores"]


def samples(model):
    return sequence_models.samples(model, N, 5)


def epoch(model):
    x, y = samples(model)
    keras.utils.set_random_seed(7)
    return model.fit(x, y, epochs=1, batch_size=6, shuffle=False, verbose=0).history["loss"]


def predicted(model):
    x = sequence_models.data(model.inputs, N, 5)  # a model of tf_keras tells no shapes of samples
    made = model.predict(x if len(x) > 1 else x[0], batch_size=6, verbose=0)
    return [array(each) for each in (made if isinstance(made, list) else [made])]


def write(name, stem):
    build, optimizer = sequences.CASES[name]
    keras.utils.set_random_seed(sequences.SEED)
    model = build()
    model.compile(sequences.OPTIMIZERS[optimizer](), "mean_squared_error")
    epoch(model)
    for ending in (".keras", ".h5"):
        model.save(stem + ending)
    model.save_weights(stem + ".weights.h5")
    pathlib.Path(stem + ".json").write_text(model.to_json(), encoding="utf-8")
    x, y = samples(model)
    result = {"case": name, "x": [array(a) for a in x], "y": [array(a) for a in y], "predictions": predicted(model)}
    loaded = keras.models.load_model(stem + ".keras")
    return result | {"loss": epoch(loaded), "on": predicted(loaded)}


def read(name, stem):
    told = Told()
    with told.during() as warned:
        whole = keras.models.load_model(stem + "-java.keras")
        h5 = keras.models.load_model(stem + "-java.h5", compile=False)
        by_json = keras.models.model_from_json(pathlib.Path(stem + "-java.json").read_text(encoding="utf-8"))
        by_json.load_weights(stem + "-java.weights.h5")
        readings = [predicted(each) for each in (whole, h5, by_json)]
    return {"case": name, "readings": readings, "warnings": warned, "loss": epoch(whole), "on": predicted(whole)}


def read2(name, stem):
    import tf_keras
    told = Told()
    file = pathlib.Path(stem + "-java.k2.h5")  # not there of what Keras 2 has not
    with told.during() as warned:
        readings = [predicted(tf_keras.models.load_model(file, compile=False))] if file.exists() else []
    return {"case": name, "readings": readings, "warnings": warned}


def main():
    what, folder, every = sys.argv[1:]
    for i, name in enumerate(CASES[::int(every)]):
        keras.backend.clear_session()
        print(json.dumps({"write": write, "read": read, "read2": read2}[what](name, str(pathlib.Path(folder, str(i))))), flush=True)


if __name__ == "__main__":
    main()
