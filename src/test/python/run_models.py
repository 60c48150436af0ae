#!/usr/bin/env python3
"""Takes model files through Python Keras, one JSON line of results a job.

    run_models.py 3|2 JOBS.json      3: keras, 2: tf_keras

A job is an object; what it has is done in this order, with paths as given:
  seed         set_random_seed;  policy: the dtype policy for this job
  load, json   a model's file, or its architecture;  weights: a file of weights to load into it
  compile      false: load it without its compile settings
  anew         true: construct the model as a user does, with the weights' full paths, which what is loaded lacks and .h5 needs
  optimizer    compile it: {"class_name", "config"}, legacy: true for tf_keras's older one;  loss: Keras's name of it
  eager        true: run_eagerly, which names with spaces need
  fit          {"epochs", "batch_size"} on x and y (.npy)
  evaluate, predict    true: on x and y, on x
  save         files to save the model to, in order;  save_weights, save_json: files of weights, a file of the architecture
It tells: loss (of each epoch), evaluate, predict_md5 and weights_md5 (over little-endian float32), optimizer (variables' count), and the warnings
of everything before save, which warns of .h5 itself.
"""
import hashlib
import json
import os
import pathlib
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import numpy as np

if sys.argv[1] == "3":
    import keras
else:
    import tf_keras as keras
from told import Told


def md5(array):
    return hashlib.md5(np.ascontiguousarray(array, "<f4").tobytes()).hexdigest()


def loaded(job):
    if "json" in job:
        model = keras.models.model_from_json(pathlib.Path(job["json"]).read_text(encoding="utf-8"))
    else:
        model = keras.models.load_model(job["load"], compile=job.get("compile", True))
    if "weights" in job:
        model.load_weights(job["weights"])
    if job.get("anew"):
        made = anew(model.get_config())
        made.set_weights(model.get_weights())
        model = made
    if "optimizer" in job:
        model.compile(optimizer(**job["optimizer"]), job["loss"], metrics=["accuracy"])
    if job.get("eager"):
        model.run_eagerly = True
    return model


def anew(config):
    """The Sequential of this config; what says how its layers were built is left out."""
    layers = [anew(layer["config"]) if layer["class_name"] == "Sequential"
              else keras.layers.deserialize({key: value for key, value in layer.items() if key != "build_config"}) for layer in config["layers"]]
    made = keras.Sequential(layers, name=config["name"])
    if not config.get("trainable", True):
        made.trainable = False
    return made


def optimizer(class_name, config, legacy=False):
    return getattr(keras.optimizers.legacy if legacy else keras.optimizers, class_name)(**config)


def variables(optimizer):
    return optimizer.variables() if callable(optimizer.variables) else optimizer.variables


def compiled(model):
    return getattr(model, "optimizer", None) is not None


def run(job):
    if "seed" in job:
        keras.utils.set_random_seed(job["seed"])
    if "policy" in job:
        keras.config.set_dtype_policy(job["policy"])
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
    for job in json.loads(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8")):
        with told.during() as warned:
            model, result = run(job)
        result["warnings"] = warned
        save(model, job)
        print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
