#!/usr/bin/env python3
"""Makes src/test/resources/kerava/not_models: files that users take for models, or for weights, and expected.json with what each has to be called.

Written by the program of its kind where it is at hand (Python, NumPy, h5py, TensorFlow 2.18.1, Keras 3.15.1); else its first bytes by hand, after its format's
description: ONNX, GGUF, safetensors, Parquet, SQLite, MATLAB, pictures, Keras 1.2.2, weights of TensorFlow 2.12, TensorFlow.js.
"""
import bz2
import gzip
import io
import json
import lzma
import os
import pathlib
import pickle
import shutil
import struct
import tarfile
import tempfile
import zipfile

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import h5py
import keras
import numpy as np
import tensorflow as tf

FOLDER = pathlib.Path(__file__).parents[1] / "resources" / "kerava" / "not_models"
EXPECTED = {}


def made(name, content, what):
    content = content if isinstance(content, bytes) else content.encode()
    (FOLDER / name).write_bytes(content)
    EXPECTED[name] = what


def h5(change):
    out = io.BytesIO()
    with h5py.File(out, "w") as f:
        change(f)
    return out.getvalue()


def archive(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name in names:
            z.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), b"{}")
    return out.getvalue()


def saved(writer):
    out = io.BytesIO()
    writer(out)
    return out.getvalue()


def by_hand():
    made("pointer.h5", "version https://git-lfs.github.com/spec/v1\noid sha256:" + "a" * 64 + "\nsize 1829000\n", "a Git LFS pointer")
    made("page.h5", "\n<!DOCTYPE html>\n<html><head><title>404</title></head></html>", "a web page (HTML)")
    made("error.keras", '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', "XML, as servers send it")
    made("empty.h5", b"", "an empty file")
    made("zeros.keras", bytes(3000), "nothing but zeros")
    made("graph.onnx", b"\x08\x07\x12\x07pytorch\x1a\x031.1", "an ONNX model")
    made("graph.bin", b"\x08\x08\x12\x08tf2onnx \x1a\x031.1", "an ONNX model")
    made("llama.gguf", b"GGUF" + struct.pack("<IQQ", 3, 0, 0), "a model of llama.cpp (GGUF)")
    header = b'{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}'
    made("m.safetensors", struct.pack("<Q", len(header)) + header + bytes(4), "safetensors")
    made("table.parquet", b"PAR1" + bytes(20) + b"PAR1", "a Parquet table")
    made("data.sqlite", b"SQLite format 3\0" + bytes(84), "an SQLite database")
    made("old.mat", b"MATLAB 5.0 MAT-file, Platform: GLNXA64".ljust(128), "a MATLAB file")
    made("new.mat", b"MATLAB 7.3 MAT-file, Platform: GLNXA64".ljust(512) + h5(lambda f: f.create_group("x")), "a MATLAB file")
    for name, begin, what in (("a.png", b"\x89PNG\r\n\x1a\n", "PNG"), ("a.jpg", b"\xff\xd8\xff\xe0", "JPEG"), ("a.gif", b"GIF89a", "GIF"), ("a.tiff", b"II*\0", "TIFF"),
            ("a.webp", b"RIFF\x10\0\0\0WEBPVP8 ", "WebP"), ("a.bmp", b"BM" + struct.pack("<IIII", 60, 0, 54, 40) + bytes(40), "BMP")):
        made(name, begin + b"\1" * 20, f"a picture ({what})")
    made("a.pdf", b"%PDF-1.4\n", "a PDF")
    made("torch_old.pt", b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02M\xe9\x03.", "a PyTorch file")
    made("object.ser", b"\xac\xed\0\x05sr", "a serialized Java object")
    made("model.yaml", "backend: tensorflow\nclass_name: Sequential\nconfig:\n  name: m\n", "a model as YAML")
    made("notes.keras", "What I tried:\nmany things\n", "text that is no JSON")
    made("names.csv", "a,b\n1,2\n", "a table of text (CSV)")
    made("tabs.h5", "1\t2\n3\t4\n", "a table of text (CSV)")
    made("wide.json", json.dumps({"class_name": "Sequential"}).encode("utf-16"), "text in UTF-16 or UTF-32")
    made("bytes.bin", bytes(range(256)), "bytes of no known format")


def by_their_programs():
    made("model.pkl", pickle.dumps({"coef_": np.ones(3)}), "a Python pickle")
    made("old.pkl", pickle.dumps({"a": 1}, 0), "a Python pickle")
    made("x.npy", saved(lambda out: np.save(out, np.ones((2, 3)))), "a NumPy array (.npy)")
    made("x.npz", saved(lambda out: np.savez(out, x=np.ones(2))), "NumPy arrays (.npz)")
    made("m.h5.gz", gzip.compress(b"model", mtime=0), "packed with gzip")
    made("m.h5.bz2", bz2.compress(b"model"), "packed with bzip2")
    made("m.h5.xz", lzma.compress(b"model"), "packed with xz")
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        tar.addfile(tarfile.TarInfo("model/config.json"))
    made("m.tar", out.getvalue(), "a tar archive")
    for name, names, what in (("torch.pt", ["archive/data.pkl", "archive/version"], "a PyTorch model"),
            ("exported.zip", ["exported/saved_model.pb", "exported/variables/variables.index"], "a SavedModel in a zip archive"),
            ("dl4j.zip", ["configuration.json", "coefficients.bin", "updaterState.bin"], "a model of Deeplearning4j"),
            ("folder.keras", ["m/config.json", "m/metadata.json", "m/model.weights.h5"], "the folder of an unpacked .keras in a zip archive"),
            ("packed.zip", ["m.h5"], "a zip archive with a model's file in it"), ("a.jar", ["META-INF/MANIFEST.MF", "A.class"], "a Java archive (.jar)"),
            ("a.xlsx", ["[Content_Types].xml", "xl/workbook.xml"], "a document or sheet"), ("photos.zip", ["a.jpg"], "a zip archive without a model of Keras"),
            ("none.zip", [], "an empty zip archive")):
        made(name, archive(*names), what)
    made("data.h5", h5(lambda f: f.create_dataset("x", data=np.ones(2))), "an HDF5 file without a model or weights of Keras")
    made("frame.h5", h5(lambda f: f.attrs.update({"CLASS": np.bytes_(b"GROUP"), "PYTABLES_FORMAT_VERSION": np.bytes_(b"2.1")})), "a file of pandas or PyTables")
    made("air.nc", h5(lambda f: f.attrs.update({"_NCProperties": np.bytes_(b"version=2")})), "a netCDF file")
    made("tf212.weights.h5", h5(lambda f: f.create_dataset("_layer_checkpoint_dependencies/dense/vars/0", data=np.ones((4, 3), "f4"))),
        "weights as TensorFlow 2.12 alone laid them out")


def json_texts():
    model = keras.Sequential([keras.layers.Input((4,)), keras.layers.Dense(3)])
    made("twice.json", json.dumps(model.to_json()), "JSON within a JSON string")
    made("tfjs.json", json.dumps({"format": "layers-model", "modelTopology": {"keras_version": "2.15.0"}, "weightsManifest": []}), "a model of TensorFlow.js")
    made("metadata.json", '{"keras_version": "3.15.1", "date_saved": "2026-01-01@00:00:00"}', "the metadata of a .keras archive")
    made("config.json", json.dumps(model.get_config(), default=str), "a model's config alone")
    made("compile.json", '{"optimizer": "adam", "loss": "mse"}', "compile settings without a model")
    made("history.json", '{"loss": [1.0], "val_loss": [2.0]}', "the history of a training")
    made("a.ipynb", '{"cells": [], "nbformat": 4}', "a Jupyter notebook")
    made("bert.json", '{"architectures": ["BertModel"], "model_type": "bert"}', "settings of a Hugging Face model")
    made("xgboost.json", '{"learner": {}, "version": [2, 0, 0]}', "a model of XGBoost")
    made("other.json", '{"a": 1}', "JSON without a model of Keras")
    made("list.json", "[1, 2]", "a list in JSON")
    layer = {"class_name": "Dense", "config": {"output_dim": 3, "init": "glorot_uniform", "activation": "relu", "input_dim": 4, "name": "dense_1",
        "W_regularizer": None, "b_constraint": None, "bias": True}}
    for name, version in (("keras1.json", {"keras_version": "1.2.2"}), ("keras1_0.json", {})):
        made(name, json.dumps({"class_name": "Sequential", "config": [layer, layer], **version}), "one of Keras 1; open it in Keras 2.0 to 2.3")
    made("keras1.h5", h5(lambda f: f.attrs.update({"model_config": json.dumps({"class_name": "Sequential", "config": [layer] * 23}), "keras_version": "1.2.2"})),
        "one of Keras 1; open it in Keras 2.0 to 2.3")


def tensorflow():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "ckpt")
        tf.train.Checkpoint(a=tf.Variable(1.0)).save(path)
        for name, what in (("checkpoint", "a TensorFlow checkpoint's list of files"), ("ckpt-1.index", "its index"),
                ("ckpt-1.data-00000-of-00001", "its numbers")):
            made(name, pathlib.Path(folder, name).read_bytes(), what)
        model = keras.Sequential([keras.layers.Input((2,)), keras.layers.Dense(1)])
        exported = os.path.join(folder, "exported")
        tf.saved_model.save(tf.Module(), exported)
        made("saved_model.pb", pathlib.Path(exported, "saved_model.pb").read_bytes(), "a TensorFlow graph, which is one part of a SavedModel")
        model.export(exported + "1", verbose=False)
        made("m.tflite", tf.lite.TFLiteConverter.from_saved_model(exported + "1").convert(), "a TensorFlow Lite model")


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    for part in (by_hand, by_their_programs, json_texts, tensorflow):
        part()
    (FOLDER / "expected.json").write_text(json.dumps(EXPECTED, indent=0) + "\n")
    print(len(EXPECTED), "files,", sum(path.stat().st_size for path in FOLDER.iterdir()), "bytes")


if __name__ == "__main__":
    main()
