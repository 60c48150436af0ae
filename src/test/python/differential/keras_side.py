"""The Python side of a case: does its steps with Keras, in a process forked for it, so that names and seeds are those of a fresh one.

A step may be
  weights                    tells all weights
  compile                    optimizer, loss: a name or {"class_name", "config"}; metrics: names
  fit                        epochs, batch_size, shuffle; validation_split, validation_data, sample_weight, class_weight; tells the history
  evaluate, predict          batch_size; sample_weight, n samples; tells the scores, the outputs
  set_weights                all weights times factor
  trainable                  a layer's path, value
  reload                     saves in a format, and goes on with what is loaded from the own file or from the other side's;
                             keras2.h5, which Kerava alone can write, is always the other's, and without compile settings
Arrays are told as {"shape", "base64"} of little-endian float32, numbers as they are, those that are not finite as texts.
"""
import base64
import json
import os
import signal
import tempfile
import time
import traceback

import keras
import numpy as np

from samples import arrays

LIMIT = 240  # seconds for one case


class OtherFailed(Exception):
    """The other side has left no file to load."""


def construct(package, described, made=None):
    """An optimizer, a loss, an initializer from its name, which stays one, or {"class_name", "config"}; what is shared is made once."""
    if isinstance(described, str):
        return described
    made = {} if made is None else made
    key = described.get("shared")
    if key is None or key not in made:
        made[key] = getattr(package, described["class_name"])(**{name: setting(value) for name, value in described["config"].items()})
    return made[key]


def setting(value):
    """A schedule where a rate stands, or what it is."""
    return keras.saving.deserialize_keras_object(value) if isinstance(value, dict) else value


def layer(described, shared):
    """Constructs as user code does: first the initializers in the order in which they are written, then the layer."""
    settings = {key: value for key, value in described.items() if key != "type"}
    if described["type"] == "Sequential":
        return chain(settings.pop("layers"), settings.pop("input_shape", None), shared, **settings)
    for key, value in settings.items():
        if key.endswith("_initializer"):
            settings[key] = construct(keras.initializers, value, shared)
    if "layer" in settings:
        settings["layer"] = layer(settings["layer"], shared)
    if "noise_shape" in settings:
        settings["noise_shape"] = tuple(settings["noise_shape"])
    return getattr(keras.layers, described["type"])(**settings)


def chain(layers, input_shape, shared, **settings):
    begin = [keras.Input(tuple(input_shape))] if input_shape else []
    return keras.Sequential(begin + [layer(each, shared) for each in layers], **settings)


def build(case):
    return chain(case["layers"], case["sample"] if case["input"] else None, {}, **({"name": case["name"]} if case["name"] else {}))


def compile_model(model, step):
    model.compile(optimizer=construct(keras.optimizers, step["optimizer"]), loss=construct(keras.losses, step["loss"]), 
                  metrics=[construct(keras.metrics, metric) for metric in step["metrics"]],
                  weighted_metrics=[construct(keras.metrics, metric) for metric in step.get("weighted_metrics", [])] or None)


def hand_over(case, folder):
    """Writes the arrays, and the architecture or the file that both sides begin with."""
    for name, array in arrays(case).items():
        np.save(folder / f"{name}.npy", array)
    if case["handover"] == "code":
        return
    keras.utils.set_random_seed(case.get("pseed", 5))
    model = build(case)
    if case["handover"] == "json":
        (folder / "model.json").write_text(model.to_json(), encoding="utf-8")
        return
    frozen = case.get("frozen")
    if frozen and frozen["when"] == "first":
        found(model, frozen["layer"]).trainable = False
    if case["saved"] != "plain":
        compile_model(model, case["saved_compile"])
    if case["saved"] == "trained":
        data = arrays(case)
        model.fit(data["x"], data["y"], epochs=1, batch_size=min(16, len(data["x"])), verbose=0)
    if frozen:
        found(model, frozen["layer"]).trainable = False
    model.save(folder / f"model.{case['handover']}")


def found(model, path):
    for name in path.split("/"):
        model = model.get_layer(name)
    return model


class Run:
    """A case as it goes: the model, the arrays, the folder that both sides see."""

    def __init__(self, case, folder):
        self.case, self.folder, self.data = case, folder, arrays(case)
        keras.utils.set_random_seed(case["seed"])
        if case["handover"] == "code":
            self.model = build(case)
        elif case["handover"] == "json":
            self.model = from_json(folder / "model.json")
        else:
            self.model = keras.models.load_model(folder / f"model.{case['handover']}", compile=case.get("load_compile", True))

    def step(self, number, step):
        return getattr(self, step["do"])(step | {"number": number})

    def weights(self, step):
        return {"arrays": [told_array(w) for w in self.model.get_weights()]}

    def set_weights(self, step):
        self.model.set_weights([w * np.float32(step["factor"]) for w in self.model.get_weights()])

    def trainable(self, step):
        found(self.model, step["layer"]).trainable = step["value"]

    def compile(self, step):
        compile_model(self.model, step)

    def fit(self, step):
        more = {key: step[key] for key in ("validation_split",) if key in step} | self.sample_weight(step)
        if "validation_data" in step:
            more["validation_data"] = tuple(self.data[key] for key in ("xv", "yv", "wv")[:3 if step["validation_data"] == "weighted" else 2])
        if "class_weight" in step:
            more["class_weight"] = {int(label): weight for label, weight in step["class_weight"].items()}
        history = self.model.fit(self.data["x"], self.data["y"], epochs=step["epochs"], batch_size=step["batch_size"], shuffle=step["shuffle"], verbose=0,
                                 **more).history
        return {"history": {key: [told_number(v) for v in values] for key, values in history.items()}}

    def evaluate(self, step):
        scores = self.model.evaluate(self.data["x"], self.data["y"], batch_size=step["batch_size"], verbose=0, **self.sample_weight(step))
        return {"scores": [told_number(v) for v in (scores if isinstance(scores, list) else [scores])]}

    def predict(self, step):
        return {"arrays": [told_array(self.model.predict(self.data["x"][:step["n"]], batch_size=step["batch_size"], verbose=0))]}

    def reload(self, step):
        kind, number = step["format"], step["number"]
        written = {"weights.h5": ["json", "weights.h5"], "keras2.h5": []}.get(kind, [kind])
        for ending in written:
            write(self.model, self.folder / f"python-part{number}.{ending}", ending)
        for ending in written:
            os.replace(self.folder / f"python-part{number}.{ending}", self.folder / f"python{number}.{ending}")
        side = "kerava" if step["of"] == "other" or kind == "keras2.h5" else "python"
        wait_for(self.folder / f"{side}{number}.{kind}", self.folder / "failed")
        self.model = read(self.folder / f"{side}{number}", kind)

    def sample_weight(self, step):
        return {"sample_weight": self.data[step["sample_weight"]]} if "sample_weight" in step else {}


def from_json(file):
    return keras.models.model_from_json(file.read_text(encoding="utf-8"))


def write(model, file, ending):
    if ending == "json":
        file.write_text(model.to_json(), encoding="utf-8")
    elif ending == "weights.h5":
        model.save_weights(file)
    else:
        model.save(file)


def read(stem, kind):
    """The model in {stem}.{kind}; weights go with the architecture beside them."""
    if kind not in ("json", "weights.h5"):
        return keras.models.load_model(f"{stem}.{kind}", compile=kind != "keras2.h5")
    model = from_json(stem.with_name(f"{stem.name}.json"))
    if kind == "weights.h5":
        model.load_weights(f"{stem}.{kind}")
    return model


def wait_for(file, failed):
    """Both sides run at once; a side that fails leaves a file that says so."""
    until = time.time() + LIMIT / 2
    while not file.exists():
        if failed.exists() or time.time() > until:
            raise OtherFailed(f"no {file.name}")
        time.sleep(.005)


def run(case, folder, result):
    going = Run(case, folder)
    result["model"], result["names"] = going.model.name, [each.name for each in going.model.layers]
    for number, step in enumerate(case["steps"]):
        result["steps"].append(going.step(number, step) or {})


def told_number(value):
    value = float(value)
    return value if np.isfinite(value) else {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(value)]


def told_array(array):
    array = np.ascontiguousarray(array, "<f4")
    return {"shape": list(array.shape), "base64": base64.b64encode(array.tobytes()).decode()}


def forked(work, folder):
    """What work(result) puts into a dict {"steps": [], ...} in a forked process; "error" if it failed, with "kind" refused, crash or other."""
    answer = tempfile.TemporaryFile("w+")
    child = os.fork()
    if child == 0:
        result = {"steps": []}
        try:
            for stream in (1, 2):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
            work(result)
        except BaseException as e:
            (folder / "failed").touch()
            result |= {"error": f"{type(e).__name__}: {e}"[:3000], "kind": "other" if isinstance(e, OtherFailed) else "refused",
                       "trace": traceback.format_exc()[-3000:]}
        json.dump(result, answer)
        answer.flush()
        os._exit(0)
    status = awaited(child)
    answer.seek(0)
    text = answer.read()
    if not text:
        (folder / "failed").touch()
    return json.loads(text) if text else {"steps": [], "kind": "crash", "error": f"the process ended with status {status}"}


def awaited(child):
    until = time.time() + LIMIT
    while time.time() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status
        time.sleep(.005)
    os.kill(child, signal.SIGKILL)
    return f"{os.waitpid(child, 0)[1]}, stopped after {LIMIT} seconds"
