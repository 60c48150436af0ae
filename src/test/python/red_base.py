"""What the scripts of hostile model files share: the genuine files that they start from, and the list of what is made of them."""
import io
import json
import os
import pathlib
import tempfile
import zipfile

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import h5py
import keras
import tf_keras

FOLDER = pathlib.Path(__file__).parents[1] / "resources" / "kerava" / "red"
MANIFEST = []
NO_CUSTOM, REFUSED, UNSUPPORTED = "custom classes are not supported", "is refused, for it runs code out of the file", "is not supported"
LINKS, STORAGE = "links are refused", "is refused: a model file must not read other files"


def told(file, threat, *says, read="model"):
    MANIFEST.append({"file": file, "threat": threat, "read": read, "told": list(says)})


def base(generation, compiled=False):
    """The genuine files: JSON, .h5, .weights.h5 and, of Keras 3, .keras."""
    K = keras if generation == 3 else tf_keras
    K.utils.set_random_seed(1)
    model = K.Sequential([K.layers.Input((4,)), K.layers.Dense(3, name="dense", activation="relu")], name="red")
    if compiled:
        model.compile("sgd", "mse")
    folder = pathlib.Path(tempfile.mkdtemp())
    for ending in ["h5", "weights.h5"] + (["keras"] if generation == 3 else []):
        (model.save_weights if ending.startswith("weights") else model.save)(folder / ("m." + ending))
    return {"json": model.to_json(), **{p.name[2:]: p.read_bytes() for p in folder.iterdir()}}


def members(content):
    """Without the time of saving, so that the same files come out again."""
    with zipfile.ZipFile(io.BytesIO(content)) as z:
        read = {name: z.read(name) for name in z.namelist()}
    return {**read, "metadata.json": json.dumps({**json.loads(read["metadata.json"]), "date_saved": "2026-01-01@00:00:00"})}


BASE = {generation: base(generation) for generation in (3, 2)}
MEMBERS = members(BASE[3]["keras"])


def write(name, content):
    (FOLDER / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return name


def archive(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, content in members.items() if isinstance(members, dict) else members:
            z.writestr(name if isinstance(name, zipfile.ZipInfo) else zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def in_h5(content, change):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "m.h5")
        pathlib.Path(path).write_bytes(content)
        with h5py.File(path, "r+", libver=("v110", "v110")) as f:
            change(f)
        return pathlib.Path(path).read_bytes()


def config_everywhere(name, threat, text, *says, generations=(3, 2), h5=True):
    """`text(generation)` is the model's JSON; written into each format that holds one."""
    for generation in generations:
        mark, json_text = ("" if generation == 3 else "_keras2"), text(generation)
        told(write(f"{name}{mark}.json", json_text), threat, *says)
        if h5:
            told(write(f"{name}{mark}.h5", in_h5(BASE[generation]["h5"], lambda f: f.attrs.__setitem__("model_config", json_text))), threat, *says)
        if generation == 3:
            told(write(f"{name}.keras", archive({**MEMBERS, "config.json": json_text})), threat, *says)


def with_layer(layer, at=1):
    """The genuine JSON with one layer more; `layer` may be made by the Keras of the generation."""
    def text(generation):
        model = json.loads(BASE[generation]["json"])
        model["config"]["layers"].insert(at, layer(generation) if callable(layer) else layer)
        return json.dumps(model, separators=(",", ":"))
    return text


def with_dense(**settings):
    def text(generation):
        model = json.loads(BASE[generation]["json"])
        model["config"]["layers"][-1]["config"].update(settings)
        return json.dumps(model)
    return text


def replaced(what, instead):
    def text(generation):
        changed = BASE[generation]["json"].replace(what, instead, 1)
        assert changed != BASE[generation]["json"], what
        return changed
    return text


def serialized(make):
    """The layer as its generation serializes it in a model."""
    def layer(generation):
        K = keras if generation == 3 else tf_keras
        model = K.Sequential([K.layers.Input((4,)), make(K)])
        return json.loads(model.to_json())["config"]["layers"][-1]
    return layer


def nested(*layers):
    """A model inside the model."""
    return lambda generation: {"module": "keras", "class_name": "Sequential", "config": {"name": "inner",
        "layers": [layer(generation) if callable(layer) else layer for layer in layers]}, "registered_name": None}


def object_of(module, class_name, config=None, registered=None):
    return {"module": module, "class_name": class_name, "config": config or {}, "registered_name": registered, "name": "evil", "inbound_nodes": []}


