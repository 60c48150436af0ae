#!/usr/bin/env python3
"""Takes model files through Python Keras, one JSON line of results a job.

    run_models.py 3|2 JOBS.json      3: keras, 2: tf_keras

A job is an object; what it has is done in this order, with paths as given:
  seed         set_random_seed
  load, json   a model's file, or its architecture;  weights: a file of weights to load into it
  compile      false: load it without its compile settings
  optimizer    compile it anew: {"class_name", "config"}, legacy: true for tf_keras's older one;  loss: Keras's name of it
  eager        true: run_eagerly, which names with spaces need
  fit          {"epochs", "batch_size"} on x and y (.npy)
  evaluate, predict    true: on x and y, on x
  save         files to save the model to, in order;  save_weights, save_json: files of weights, a file of the architecture
It tells: loss (of each epoch), evaluate, predict_md5 and weights_md5 (over little-endian float32), optimizer (variables' count), and the warnings
of everything before save, which warns of .h5 itself.
"""
import hashlib
import json
import logging
import os
import pathlib
import sys
import warnings

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import numpy as np

if sys.argv[1] == "3":
    import keras
else:
    import tf_keras as keras


class Told(logging.Handler):
    """What Keras says through absl instead of as a warning."""

    def __init__(self):
        super().__init__()
        self.messages = []

    def emit(self, record):
        if record.levelno >= logging.WARNING:
            self.messages.append(record.getMessage())


def md5(array):
    return hashlib.md5(np.ascontiguousarray(array, "<f4").tobytes()).hexdigest()


def loaded(job):
    if "json" in job:
        model = keras.models.model_from_json(pathlib.Path(job["json"]).read_text(encoding="utf-8"))
    else:
        model = keras.models.load_model(job["load"], compile=job.get("compile", True))
    if "weights" in job:
        model.load_weights(job["weights"])
    if "optimizer" in job:
        model.compile(optimizer(**job["optimizer"]), job["loss"], metrics=["accuracy"])
    if job.get("eager"):
        model.run_eagerly = True
    return model


def optimizer(class_name, config, legacy=False):
    return getattr(keras.optimizers.legacy if legacy else keras.optimizers, class_name)(**config)


def variables(optimizer):
    return optimizer.variables() if callable(optimizer.variables) else optimizer.variables


def compiled(model):
    return getattr(model, "optimizer", None) is not None


def run(job):
    if "seed" in job:
        keras.utils.set_random_seed(job["seed"])
    model = loaded(job)
    result = {"name": model.name, "layers": [[layer.name, type(layer).__name__] for layer in model.layers]}
    x, y = (np.load(job[key]) if key in job else None for key in ("x", "y"))
    if "fit" in job:
        result["loss"] = model.fit(x, y, verbose=0, **job["fit"]).history["loss"]
    if job.get("evaluate"):
        result["evaluate"] = model.evaluate(x, y, verbose=0)
    if job.get("predict"):
        result["predict_md5"] = md5(model.predict(x, verbose=0))
    result["weights_md5"] = [md5(weight) for weight in model.get_weights()]
    result["optimizer"] = len(variables(model.optimizer)) if compiled(model) else 0
    return model, result


def save(model, job):
    for file in job.get("save", []):
        model.save(file)
    for file in job.get("save_weights", []):
        model.save_weights(file)
    if "save_json" in job:
        pathlib.Path(job["save_json"]).write_text(model.to_json(), encoding="utf-8")


def main():
    told = Told()
    logging.getLogger("absl").addHandler(told)
    for job in json.loads(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8")):
        told.messages = []
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            model, result = run(job)
            result["warnings"] = [str(warning.message) for warning in caught] + told.messages
            save(model, job)
        print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
