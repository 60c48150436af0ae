#!/usr/bin/env python3
"""Makes the hostile model files of src/test/resources/kerava/red with Keras 3.15.1, tf_keras 2.18.0 and h5py 3.16.

Each starts from a genuine file of its format, which Python wrote, and carries one attack. manifest.json says for each file which threat it is (an advisory, or a
pull request or issue of keras-team/keras), how it is read, and what a refusal has to say. non_modeling_apis.txt is Keras's own list of what a config must not reach.
"""
import json
import shutil
import stat
import zipfile

import h5py
import keras
import numpy as np
import red_readers
import tf_keras
from keras.src.saving.serialization_lib import NON_MODELING_APIS
from red_base import (BASE, FOLDER, LINKS, MANIFEST, MEMBERS, NO_CUSTOM, REFUSED, STORAGE, UNSUPPORTED, archive, base, config_everywhere, in_h5, members,
                      nested, object_of, replaced, serialized, told, with_dense, with_layer, write)


def code():
    config_everywhere("lambda_bytecode", "CVE-2024-3660", with_layer(serialized(lambda K: K.layers.Lambda(lambda x: x * 2, name="evil"))),
        "layers[1] 'evil'", f"class 'Lambda' {REFUSED}")
    config_everywhere("unsafe_then_lambda", "CVE-2025-9906", lambda g: with_layer(object_of("keras.config", "enable_unsafe_deserialization"))(g),
        "'enable_unsafe_deserialization' " + UNSUPPORTED)
    for module, name in (("builtins", "eval"), ("os", "system"), ("keras.utils", "get_file"), ("keras.saving", "load_model"), ("java.lang", "Runtime")):
        config_everywhere(f"gadget_{name}", "CVE-2025-8747" if module.startswith("keras") else "CVE-2025-1550", with_layer(object_of(module, name,
            {"name": "evil"})), f"layers[1] 'evil': class '{name}' {UNSUPPORTED}")
    config_everywhere("gadget_activation", "CVE-2025-1550", with_dense(activation={"module": "builtins", "class_name": "function", "config": "eval",
        "registered_name": "function"}), "layers[1] 'dense', activation: 'eval' " + UNSUPPORTED)
    config_everywhere("gadget_initializer", "CVE-2025-1550", with_dense(kernel_initializer=object_of("subprocess", "Popen", {"args": "id"})),
        "layers[1] 'dense', kernel_initializer")
    config_everywhere("gadget_typespec", "#22974", with_dense(kernel_initializer={"class_name": "__typespec__", "spec_name": "os.system", "module": "os",
        "spec": []}), "layers[1] 'dense', kernel_initializer")
    for name in ("StringLookup", "IntegerLookup", "TextVectorization"):
        layer = with_layer(object_of("keras.layers", name, {"name": "evil", "vocabulary": "/etc/passwd"}))
        config_everywhere(f"vocabulary_{name}", "CVE-2025-12058", layer, "layers[1] 'evil', vocabulary: must be a list of")
    for name, module, settings in (("TFSMLayer", "keras.layers", {"filepath": "/tmp/other"}), ("TorchModuleWrapper", "keras.layers",
        {"module": "gASVAA=="}), ("JaxLayer", "keras.layers", {"call_fn": "x"})):
        threat = {"TFSMLayer": "CVE-2026-1462", "TorchModuleWrapper": "CVE-2025-49655"}.get(name, "CVE-2024-3660")
        config_everywhere(name.lower(), threat, with_layer(object_of(module, name, {"name": "evil", **settings})),
            f"layers[1] 'evil': class '{name}' {REFUSED}")
    config_everywhere("nested_lambda", "CVE-2024-3660", with_layer(nested(serialized(lambda K: K.layers.Lambda(lambda x: x * 2, name="evil")))),
        "layers[1] 'inner', layers[0] 'evil'", f"class 'Lambda' {REFUSED}")
    config_everywhere("registered_name", "#22729", lambda g: json.dumps({**json.loads(BASE[g]["json"]), "registered_name": "evil>Sequential"}),
        "registered_name", NO_CUSTOM)
    config_everywhere("registered_layer", "#22729", with_layer(object_of("red_files", "Dense", {"name": "evil", "units": 4}, "evil>Dense")),
        "layers[1] 'evil'", NO_CUSTOM)
    config_everywhere("custom_module", "CVE-2025-1550", with_layer(object_of("evil", "Dense", {"name": "evil", "units": 4})),
        "module of Dense must be keras.layers, got 'evil'", NO_CUSTOM)
    (FOLDER / "non_modeling_apis.txt").write_text("".join(api + "\n" for api in sorted(NON_MODELING_APIS)))


def compile_settings():
    compiled = {generation: base(generation, True) for generation in (3, 2)}
    archived = members(compiled[3]["keras"])
    for name, key, value, says in (
            ("optimizer", "optimizer", object_of("os", "system", {"command": "id"}), "'system' " + UNSUPPORTED), ("loss", "loss", object_of("builtins",
                "exec"), "'exec' " + UNSUPPORTED),
            ("metric", "metrics", [object_of("builtins", "eval")], "'eval' " + UNSUPPORTED), ("custom_loss", "loss", object_of("evil", "MeanSquaredError",
                {}, "evil>MeanSquaredError"), NO_CUSTOM)):
        config = json.loads(archived["config.json"])
        config["compile_config"][key] = value
        told(write(f"compile_{name}.keras", archive({**archived, "config.json": json.dumps(config)})), "CVE-2025-1550", "compile, " + key, says)
        for generation, mark in ((3, ""), (2, "_keras2")):
            def change(f):
                training = json.loads(f.attrs["training_config"])
                training["optimizer_config" if key == "optimizer" else key] = value
                f.attrs["training_config"] = json.dumps(training)
            told(write(f"compile_{name}{mark}.h5", in_h5(compiled[generation]["h5"], change)), "CVE-2025-9905", "compile, " + key, says)


def names():
    for i, name in enumerate(("../..", "/etc/passwd", "a/../../b", "..\\evil", "evil\0", "\u001b[2J", "")):
        says = "must not be empty" if name == "" else "a name must"
        config_everywhere(f"name_{i}", "CVE-2026-12479", with_dense(name=name), "layers[1]", says, h5=i in (0, 5))
        config_everywhere(f"model_name_{i}", "CVE-2026-12479", lambda g, name=name: json.dumps({**json.loads(BASE[g]["json"]),
            "config": {**json.loads(BASE[g]["json"])["config"], "name": name}}), "config, name", says, generations=(3,), h5=i == 0)
    config_everywhere("nested_name", "CVE-2026-12479", with_layer(nested({"class_name": "Flatten", "config": {"name": "../.."}})),
        "layers[1] 'inner', layers[0]", "a name must")


def schema():
    units = '"units": 3'
    for name, instead, *says in (
            ("huge_int", '"units": ' + "9" * 40, "units: must be an integer of 32 bits"), ("longest_int", '"units": ' + "9" * 5000,
                "too much for the limits: number value length of JSON, got 5000, limit 100"),
            ("nan", '"units": NaN', "no JSON"), ("infinity", '"units": Infinity', "no JSON"), ("overflow", '"units": 1e999', "units: must be an integer"),
            ("duplicate", '"units": 3, "units": 4', "Duplicate field 'units'"), ("too_wide", '"units": 2147483647', "too large"),
            ("deep", '"units": ' + "[" * 5000 + "]" * 5000, "too much for the limits: document nesting depth of JSON, got 201, limit 200"),
            ("text", '"units": "3"', "units: must be an integer"), ("object", '"units": {"class_name": "int", "config": 3}', "units: must be an integer")):
        config_everywhere(f"units_{name}", "#22974", replaced(units, instead), *says)
    config_everywhere("batch_shape_bomb", "CVE-2026-0897", lambda g: replaced("[null, 4]", "[null, 2147483647, 2147483647]")(g), "too large")
    config_everywhere("batch_shape_text", "#22974", lambda g: replaced("[null, 4]", '"[null, 4]"')(g), "must be a list of at most 254 sizes")
    config_everywhere("config_text", "#22974", lambda g: json.dumps({**json.loads(BASE[g]["json"]), "config": "evil"}), "config: must be an object, got 'evil'")
    config_everywhere("class_name_list", "#22974", with_layer({"class_name": ["Dense"], "config": {"name": "evil"}}),
        "layers[1] 'evil': class_name must be a string")
    config_everywhere("initializer_number", "#22974", with_dense(kernel_initializer=7), "layers[1] 'dense', kernel_initializer: must be an object, got 7")
    config_everywhere("layers_10000", "#22974", lambda g: json.dumps({"class_name": "Sequential", "config": {"name": "red", "layers": [{}] * 10_000}},
        separators=(",", ":")), "too much for the limits: layers, got 5001, limit 5000")
    config_everywhere("nested_layers_10000", "#22974", with_layer(nested(*[{}] * 10_000)), "too much for the limits: layers, got 5001, limit 5000")
    config_everywhere("not_utf8", "#22974", lambda g: BASE[g]["json"].replace('"relu"', '"re\\ud800lu"'), "got half of one in 're?lu'")
    config_everywhere("cycle", "#22974", cyclic, "in a circle")


def cyclic(generation):
    """A functional model whose two layers feed each other."""
    K = keras if generation == 3 else tf_keras
    x = K.layers.Input((4,), name="in")
    model = K.Model(x, K.layers.Dense(4, name="b")(K.layers.Dense(4, name="a")(x)), name="red")
    text = model.to_json()
    spelled = '"in"' if generation == 3 else '[[["in", 0'
    first = text.index('"a"')
    at = text.index('"keras_history": ["in"' if generation == 3 else spelled, first)
    return text[:at] + text[at:].replace(spelled, spelled.replace("in", "b"), 1)


def h5_files():
    """The formats that are or hold HDF5: how to write one with a change, what reads it, and the steps of a path to the kernel."""
    layers = ["layers", "dense", "vars", "0"]
    return {
        "keras": (BASE[3]["keras"], layers, "model"), "weights.h5": (BASE[3]["weights.h5"], layers, "weights"), "h5": (BASE[3]["h5"], ["model_weights",
            "dense", "red", "dense", "kernel"], "model"),
        "keras2.h5": (BASE[2]["h5"], ["model_weights", "dense", "dense", "kernel:0"], "model")}


def hdf5(name, threat, change, *says, endings=("keras", "weights.h5", "h5", "keras2.h5")):
    """`change(f, steps)` for each format."""
    for ending in endings:
        content, steps, read = h5_files()[ending]
        changed = archive({**MEMBERS, "model.weights.h5": in_h5(MEMBERS["model.weights.h5"], lambda f: change(f,
            steps))}) if ending == "keras" else in_h5(content, lambda f: change(f, steps))
        told(write(f"{name}.{ending}", changed), threat, *says, read=read)


def linked(depth, make):
    def change(f, steps):
        steps = steps[:depth] if depth else steps
        path = "/".join(steps)
        f.move(path, "elsewhere")
        f[path] = make()
    return change


def dataset(make):
    def change(f, steps):
        path = "/".join(steps)
        del f[path]
        make(f, path)
    return change


def virtual(f, path):
    layout = h5py.VirtualLayout((4, 3), "<f4")
    layout[:] = h5py.VirtualSource("other.h5", "x", (4, 3))
    f.create_virtual_dataset(path, layout)


def self_virtual(f, path):
    f["source"] = np.ones((4, 3), "<f4")
    layout = h5py.VirtualLayout((4, 3), "<f4")
    layout[:] = h5py.VirtualSource(".", "source", (4, 3))
    f.create_virtual_dataset(path, layout)


def long_paths(f, _):
    """Each object has a path of its own, of all names above it."""
    deep = f
    for _ in range(5):
        deep = deep.create_group("x" * 1000)


def many_elements(f, _):
    for i in range(9):
        f.create_group(f"evil{i}").attrs["x"] = np.full(60_000, b"x")


def listed_twice(f, steps):
    f[steps[0]].attrs["layer_names"] = np.array([b"dense", b"dense"])


def h5_threats():
    hdf5("path_bomb", "CVE-2026-0897", long_paths, "length of a path, got 5005, limit 4096")
    hdf5("attribute_bomb", "CVE-2026-0897", many_elements, "attributes and their elements, got 5", ", limit 500000", endings=("keras",))
    hdf5("listed_twice", "#22974", listed_twice, "layer_names must list each name once, got 'dense' twice", endings=("h5", "keras2.h5"))
    for depth in (1, 2, 3, 0):
        for kind, make in (("external", lambda: h5py.ExternalLink("/etc/other.h5", "/x")), ("soft", lambda: h5py.SoftLink("/elsewhere"))):
            hdf5(f"{kind}_link_{depth or 'last'}", "CVE-2026-1669", linked(depth, make), f"{kind} link", LINKS)
    hdf5("external_storage", "CVE-2026-1669", dataset(lambda f, p: f.create_dataset(p, (4, 3), "<f4", external=[("/etc/passwd", 0, 48)])),
        "external storage " + STORAGE)
    hdf5("virtual", "CVE-2026-1669", dataset(virtual), "virtual datasets are refused: a model file must not read other files")
    hdf5("virtual_self", "CVE-2026-1669", dataset(self_virtual), "virtual datasets are refused")
    hdf5("shape_bomb", "CVE-2026-0897", dataset(lambda f, p: f.create_dataset(p, (1 << 20, 1 << 20), "<f4", chunks=(64, 64))),
        "elements of a dataset, got 1099511627776, limit 536870912")
    hdf5("shape_overflow", "CVE-2026-0897", dataset(lambda f, p: f.create_dataset(p, (1 << 30, 1 << 30, 1 << 3), "<f4", chunks=(8, 8, 8))),
        "got a negative or overflowing number")
    hdf5("never_written_bomb", "CVE-2026-0897", dataset(lambda f, p: f.create_dataset(p, (1 << 14, 1 << 14), "<f4", chunks=(64, 64))),
        "too much for the limits")
    hdf5("deflate_bomb", "CVE-2026-0897", dataset(lambda f, p: f.create_dataset(p, data=np.zeros((1024, 512), "<f4"), chunks=(1024, 512),
        compression="gzip", compression_opts=9)), "must have shape (4, 3) of the model's dense/kernel, got (1024, 512)")
    hdf5("hard_link_cycle", "CVE-2026-1669", lambda f, steps: f[steps[0]].__setitem__("back", f["/"]), "got a second link to it, as in a cycle")
    hdf5("object_reference", "#22974", dataset(lambda f, p: f.create_dataset(p, data=np.array([f.ref] * 12, h5py.ref_dtype).reshape(4, 3))),
        "is not supported, only float16 to float64", "for dense/kernel")


def link_entry(name):
    entry = zipfile.ZipInfo(name)
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return entry


def zip_threats():
    entries = list(MEMBERS.items())
    for i, name in enumerate(("../evil", "/etc/evil", "assets/../../evil", "..\\evil", "assets\\..\\evil", "C:/evil", "assets//evil", "./config.json",
        "evil/")):
        told(write(f"traversal_{i}.keras", archive(entries + [(name, b"x")])), "GHSA-hqp4-2352-xf5r",
            "the archive may hold metadata.json, config.json, model.weights.h5")
    twin = archive(entries + [("config.jsom", b"{}")])
    told(write("duplicate.keras", twin.replace(b"config.jsom", b"config.json")), "GHSA-hqp4-2352-xf5r", "config.json stands twice in the archive")
    told(write("symlink.keras", archive([(n, c) for n, c in entries if n != "config.json"] + [(link_entry("config.json"), b"/etc/passwd")])), "#22973",
        "config.json: must be a file, got a symbolic link")
    for name in (*MEMBERS, "assets/vocabulary.txt"):
        told(write(f"bomb_{name.split('/')[0].replace('.', '_')}.keras", archive({**MEMBERS, name: b"\0" * (8 << 20)})), "#23010", name, "bytes inflated from")
    told(write("pickled_weights.keras", archive({**{k: v for k, v in MEMBERS.items() if not k.endswith("h5")}, "model.weights.npz": b"\x80\4."})), "#23026",
        "got 'model.weights.npz'")
    told(write("encrypted.keras", red_readers.patched(archive(MEMBERS), "config.json", 8, "<H", 1)), "#22973", "config.json: must not be encrypted or patched, got the flags 0001")
    told(write("lying_size.keras", red_readers.local(red_readers.patched(archive(MEMBERS), "config.json", 24, "<I", 10), "config.json", 22, "<I", 10)), "#23010",
        "config.json: must have the 10 bytes that it declares")
    told(write("other_method.keras", red_readers.patched(archive(MEMBERS), "config.json", 10, "<H", 14)), "#22973", "config.json: must be stored or deflated, got compression method 14")
    told(write("no_config.keras", archive({k: v for k, v in MEMBERS.items() if k != "config.json"})), "#22974", "must hold config.json")
    told(write("no_weights.keras", archive({k: v for k, v in MEMBERS.items() if not k.endswith("h5")})), "#22974", "must hold model.weights.h5")


def truncated():
    for generation, files in BASE.items():
        for ending, content in {**files, **({"keras": archive(MEMBERS)} if generation == 3 else {})}.items():
            content = content if isinstance(content, bytes) else content.encode()
            told(write(f"truncated.{'' if generation == 3 else 'keras2.'}{ending}", content[:len(content) // 2]), "truncated", "",
                read="weights" if ending.startswith("weights") else "model")


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    write("genuine.keras", archive(MEMBERS))
    slashed = tf_keras.Sequential([tf_keras.layers.Input((4,)), tf_keras.layers.Dense(3, name="block/dense")])
    slashed.save(FOLDER / "genuine_slash.h5")
    for part in (code, compile_settings, names, schema, h5_threats, zip_threats, truncated, red_readers.make):
        part()
    (FOLDER / "manifest.json").write_text("[\n" + ",\n".join(json.dumps(each) for each in MANIFEST) + "\n]\n")
    print(len(MANIFEST), "files,", sum(path.stat().st_size for path in FOLDER.iterdir()), "bytes")


if __name__ == "__main__":
    main()
