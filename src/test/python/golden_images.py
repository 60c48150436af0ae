"""Images in files: Keras's datasets of folders, load_img and what belongs to it, preprocess_input. Java has the same cases in
src/test/java/kerava/data/ImagesTest.java. The files lie in src/test/resources/kerava/images; `python golden_images.py` makes them, with PIL."""
import contextlib
import copy
import io
import pathlib
import tempfile

import keras
import numpy as np
from keras.layers import Conv2D, Dense, Flatten, Input, Rescaling
from keras.src.applications import imagenet_utils

from golden_numbers import array

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "resources" / "kerava" / "images"
TREE = FOLDER / "tree"
SEED = 42

# height, width, PIL's mode and how it is saved; kinds that only load_img or only the datasets take lie beside the tree
TREE_FILES = {
    "cats/b.png": (7, 5, "RGB", {}), "cats/a.jpg": (9, 13, "RGB", {"quality": 90}), "cats/sub/c.bmp": (4, 6, "RGB", {}),
    "cats/sub-2/Z.JPG": (12, 8, "RGB", {"subsampling": 2}), "cats/notes.txt": None,
    "dogs/d.gif": (6, 11, "P", {}), "dogs/E.png": (5, 5, "RGB", {}), "dogs/f.jpeg": (17, 10, "RGB", {"progressive": True}),
    "dogs/10.png": (3, 14, "RGB", {}), "dogs/9.png": (8, 7, "RGB", {}),
    "emus/g.png": (10, 4, "RGB", {}), "emus/h.jpg": (6, 6, "RGB", {"quality": 40}), "owls/i.png": (6, 8, "RGBA", {}), "owls/j.png": (9, 3, "LA", {}),
    ".hidden/x.png": (3, 4, "RGB", {}), "loose.png": (4, 3, "RGB", {}),
}
SINGLE_FILES = {
    "rgb.png": (7, 5, "RGB", {}), "rgba.png": (6, 9, "RGBA", {}), "grey.png": (5, 8, "L", {}), "grey-alpha.png": (8, 5, "LA", {}),
    "palette.png": (9, 6, "P", {}), "palette-alpha.png": (9, 6, "P", {"transparency": bytes(range(200, 230))}), "bits.png": (11, 9, "1", {}),
    "key.png": (5, 7, "RGB", {"transparency": (10, 20, 30)}), "rgb.jpg": (19, 13, "RGB", {}), "grey.jpg": (13, 10, "L", {}),
    "progressive.jpg": (16, 21, "RGB", {"progressive": True, "subsampling": 0}), "rgb.bmp": (6, 5, "RGB", {}), "palette.gif": (7, 9, "P", {}),
}
REFUSED_FILES = {"grey16.png": (5, 4, "I;16", {}), "cmyk.jpg": (9, 7, "CMYK", {}), "grey.bmp": (5, 4, "L", {}),
                 "transparent.gif": (6, 5, "P", {"transparency": 3})}


def levels(height, width, channels, seed):
    """A picture with edges, slopes and noise."""
    rng = np.random.RandomState(seed)
    y, x = np.mgrid[0:height, 0:width]
    parts = [np.sin(x / (2 + k)) * 60 + np.cos(y / (3 + k)) * 60 + (x > y) * 50 + rng.randint(0, 80, (height, width)) for k in range(channels)]
    return np.clip(np.stack(parts, -1) + 40, 0, 255).astype("uint8")


def picture(height, width, mode, seed):
    from PIL import Image
    if mode == "I;16":
        return Image.fromarray(levels(height, width, 1, seed)[..., 0].astype("uint16") * 251)
    if mode == "P":
        return Image.fromarray(levels(height, width, 3, seed)).quantize(30)
    if mode in ("1", "CMYK"):
        return Image.fromarray(levels(height, width, 3, seed)).convert(mode)
    pixels = levels(height, width, len(mode), seed)
    return Image.fromarray(pixels[..., 0] if mode == "L" else pixels, mode)


def make():
    for folder, files in ((TREE, TREE_FILES), (FOLDER, SINGLE_FILES | REFUSED_FILES)):
        for seed, (name, how) in enumerate(files.items()):
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            if how is None:
                file.write_text("no image\n")
                continue
            height, width, mode, settings = how
            picture(height, width, mode, seed).save(file, **settings)


FLAT = {"shuffle": False, "image_size": [4, 3], "batch_size": 5}
SHUFFLED = {"seed": 7, "image_size": [2, 1], "color_mode": "grayscale", "batch_size": 4}
CLASSES = {"class_names": ["owls", "emus"]}  # of GIF and BMP TensorFlow decodes the channels that they have
DATASETS = {
    "in order": FLAT,
    **{name: FLAT | {"interpolation": name} for name in ("nearest", "bicubic", "area", "lanczos3", "lanczos5", "gaussian", "mitchellcubic")},
    "enlarged": FLAT | {"image_size": [19, 15], "batch_size": 11, "class_names": ["emus"]},
    "rgba": FLAT | {"color_mode": "rgba", "class_names": ["owls"]},
    "channels_first": FLAT | {"data_format": "channels_first"},
    "cropped": FLAT | {"crop_to_aspect_ratio": True, "image_size": [3, 7]},
    "cropped, nearest": FLAT | {"crop_to_aspect_ratio": True, "image_size": [7, 3], "interpolation": "nearest"},
    "cropped, channels_first": FLAT | {"crop_to_aspect_ratio": True, "data_format": "channels_first", "interpolation": "lanczos3"},
    "padded": FLAT | {"pad_to_aspect_ratio": True, "image_size": [7, 8]},
    "padded, nearest": FLAT | {"pad_to_aspect_ratio": True, "image_size": [9, 5], "interpolation": "nearest"},
    "categorical": FLAT | {"label_mode": "categorical", "image_size": [2, 1]},
    "binary": FLAT | {"label_mode": "binary", "class_names": ["emus", "dogs"], "image_size": [2, 1]},
    "label_mode None": FLAT | {"label_mode": None, "image_size": [2, 1]},
    "labels None": FLAT | {"labels": None, "image_size": [2, 1]},
    "labels": SHUFFLED | {"labels": [3, 1, 2, 3, 5, 1, 2, 0, 4, 3, 3, 2, 1, 1, 3], "color_mode": "rgb"},
    "samples": SHUFFLED | CLASSES | {"batch_size": None},
    "shuffled": SHUFFLED | {"color_mode": "rgb"},
    "shuffled grey": SHUFFLED | CLASSES,
    "shuffled without a seed": {k: v for k, v in SHUFFLED.items() if k != "seed"} | CLASSES,
    "one sample a batch": SHUFFLED | {"color_mode": "rgb", "batch_size": 1},
    "training": SHUFFLED | {"color_mode": "rgb", "validation_split": 0.3, "subset": "training"},
    "validation": SHUFFLED | {"color_mode": "rgb", "validation_split": 0.3, "subset": "validation"},
    "validation in order": FLAT | {"validation_split": 0.25, "subset": "validation", "image_size": [2, 1]},
    "both": SHUFFLED | {"color_mode": "rgb", "validation_split": 0.3, "subset": "both"},
}


def read(name, settings):
    keras.utils.set_random_seed(SEED)
    with contextlib.redirect_stdout(io.StringIO()):
        datasets = keras.utils.image_dataset_from_directory(TREE, verbose=False, **copy.deepcopy(settings))  # it shuffles the list of labels itself
    passes = 2 if settings.get("shuffle", True) else 1
    return {"case": name, "settings": settings, "parts": [
        {"class_names": dataset.class_names or [], "files": [str(pathlib.Path(p).relative_to(TREE)) for p in dataset.file_paths],
         "passes": [[elements(each) for each in dataset] for _ in range(passes)]}
        for dataset in (datasets if settings.get("subset") == "both" else [datasets])]}


def elements(element):
    return {part: typed(value.numpy()) for part, value in zip("xy", element if isinstance(element, tuple) else (element,))}


def typed(values):
    return array(values) if values.dtype == np.float32 else array(values) | {"dtype": str(values.dtype)}


FIT = {"seed": 3, "image_size": [7, 6], "batch_size": 3, "validation_split": 0.3, "subset": "both", "crop_to_aspect_ratio": True}

LOADS = {"as it is": {}} | {method: {"target_size": [8, 4], "interpolation": method} for method in
                            ("nearest", "bilinear", "bicubic", "hamming", "box", "lanczos")}
LOADS |= {"one axis": {"target_size": [5, 5], "interpolation": "bicubic"}, "enlarged": {"target_size": [23, 31], "interpolation": "lanczos"},
          "keep_aspect_ratio": {"target_size": [6, 5], "keep_aspect_ratio": True},
          "keep_aspect_ratio, bilinear": {"target_size": [3, 8], "keep_aspect_ratio": True, "interpolation": "bilinear"}}


def loaded(file, mode, settings):
    image = keras.utils.load_img(FOLDER / file, color_mode=mode, **settings)
    return keras.utils.img_to_array(image).astype("uint8")


def loads():
    for file in SINGLE_FILES:
        for mode in ("rgb", "rgba", "grayscale"):
            for name, settings in LOADS.items():
                if name == "as it is" or mode == "rgba" and file == "rgba.png" or file == "rgb.jpg" or mode == "rgb" and file == "rgb.png":
                    yield {"file": file, "color_mode": mode, "settings": settings, "img": typed(loaded(file, mode, settings))}


def saved():
    """What save_img writes, read again."""
    x = np.random.RandomState(3).uniform(-2, 3, (9, 7, 4)).astype("float32")
    for name, channels, settings in (("a.png", 3, {}), ("b.png", 4, {}), ("c.png", 1, {}), ("d.jpg", 3, {}), ("e.jpg", 1, {})):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / name
            keras.utils.save_img(file, x[..., :channels], **settings)
            mode = {1: "grayscale", 3: "rgb", 4: "rgba"}[channels]
            yield {"name": name, "x": array(x[..., :channels]), "color_mode": mode, "img": typed(loaded(file, mode, {}))}


def preprocessed():
    x = np.random.RandomState(4).uniform(0, 255, (2, 4, 3, 3)).astype("float32")
    x[0] = np.round(x[0])
    for mode in ("caffe", "tf", "torch"):
        for data_format in ("channels_last", "channels_first"):
            for one in (False, True):
                given = x if data_format == "channels_last" else x.transpose(0, 3, 1, 2).copy()
                given = given[0] if one else given
                y = imagenet_utils.preprocess_input(given.copy(), data_format=data_format, mode=mode)
                yield {"mode": mode, "channels_first": data_format == "channels_first", "x": array(given), "y": array(np.ascontiguousarray(y))}


def fitted():
    """A model that learns from the files, in epochs of other orders, and is validated on some of them."""
    keras.utils.set_random_seed(SEED)
    with contextlib.redirect_stdout(io.StringIO()):
        training, validation = keras.utils.image_dataset_from_directory(TREE, verbose=False, **FIT)
    model = keras.Sequential([Input((*FIT["image_size"], 3)), Rescaling(1 / 127.5, -1), Conv2D(5, 3, activation="tanh"), Flatten(),
                              Dense(4, activation="softmax")])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(training, validation_data=validation, epochs=4, verbose=0).history
    return {"settings": FIT, "history": history, "weights": [array(w) for w in model.get_weights()],
            "predict": array(model.predict(validation, verbose=0))}


def images():
    return {"seed": SEED, "fit": fitted(), "datasets": [read(name, settings) for name, settings in DATASETS.items()], "loads": list(loads()),
            "saved": list(saved()), "preprocessed": list(preprocessed())}


if __name__ == "__main__":
    make()
