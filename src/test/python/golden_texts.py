"""Texts in files: Keras's datasets of folders, a classifier of them, and pad_sequences. Java has the same cases in src/test/java/kerava/data/TextGoldens.java. The files
lie in src/test/resources/kerava/texts; `python golden_texts.py` makes them."""
import contextlib
import copy
import io
import pathlib

import keras
import numpy as np
from keras.layers import Dense, Embedding, GlobalAveragePooling1D, Input, TextVectorization

from golden_numbers import array
from golden_preprocessing import typed

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "resources" / "kerava" / "texts"
TREE = FOLDER / "tree"
SEED = 42

FILES = {
    "good/b.txt": "A fine film, and a fine cast!", "good/a.txt": "I liked it.\r\nReally.", "good/sub/c.txt": "Très bien — größte Freude 😀", "good/10.txt": "good good",
    "good/9.TXT": "OK", "good/sub-2/Z.txt": "\ufeffMarked at the beginning", "good/notes.md": "no text",
    "bad/d.txt": "A bore, a bore,\na bore.", "bad/E.txt": "I fell asleep", "bad/f.txt": "물고기는 싫어요", "bad/g.txt": "Not good. Not fine.\n", "bad/h.txt": "😀😀😀 no",
    "odd/i.txt": "It is a film", "odd/j.txt": "\tThere is a cast; it acts\x0b", ".hidden/x.txt": "not seen", "loose.txt": "a loose one",
}


def make():
    for name, text in FILES.items():
        file = TREE / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8"))


FLAT = {"shuffle": False, "batch_size": 5}
SHUFFLED = {"seed": 7, "batch_size": 4}
DATASETS = {
    "in order": FLAT,
    "cut": FLAT | {"max_length": 6},
    "categorical": FLAT | {"label_mode": "categorical"},
    "binary": FLAT | {"label_mode": "binary", "class_names": ["odd", "bad"]},
    "label_mode None": FLAT | {"label_mode": None},
    "labels None": FLAT | {"labels": None},
    "labels": SHUFFLED | {"labels": [3, 1, 2, 3, 5, 1, 2, 0, 4, 3, 3, 2, 1, 1, 3]},
    "samples": SHUFFLED | {"batch_size": None},
    "shuffled": SHUFFLED,
    "shuffled without a seed": {"batch_size": 4},
    "one sample a batch": SHUFFLED | {"batch_size": 1},
    "training": SHUFFLED | {"validation_split": 0.3, "subset": "training"},
    "validation": SHUFFLED | {"validation_split": 0.3, "subset": "validation"},
    "both": SHUFFLED | {"validation_split": 0.3, "subset": "both"},
}


def datasets_of(settings):
    with contextlib.redirect_stdout(io.StringIO()):
        datasets = keras.utils.text_dataset_from_directory(TREE, verbose=False, **copy.deepcopy(settings))  # it shuffles the list of labels itself
    return datasets if settings.get("subset") == "both" else [datasets]


def read(name, settings):
    keras.utils.set_random_seed(SEED)
    passes = 2 if settings.get("shuffle", True) else 1
    return {"case": name, "settings": settings, "parts": [
        {"class_names": dataset.class_names or [], "passes": [[elements(each) for each in dataset] for _ in range(passes)]} for dataset in datasets_of(settings)]}


def elements(element):
    x, *y = element if isinstance(element, tuple) else (element,)
    texts = np.array([text.decode("utf-8", errors="replace") for text in x.numpy().ravel()] if x.shape.rank else x.numpy().decode("utf-8", errors="replace"), dtype=object)
    return {"x": typed(texts), **({"y": typed(y[0].numpy())} if y else {})}


FIT = {"seed": 3, "batch_size": 3, "validation_split": 0.3, "subset": "both"}


def fitted():
    """A classifier that takes texts as they are and learns its words from the same files, in epochs of other orders, validated on some of them."""
    keras.utils.set_random_seed(SEED)
    training, validation = datasets_of(FIT)
    words = TextVectorization(max_tokens=30)
    words.adapt(training.map(lambda x, y: x))
    model = keras.Sequential([Input((), dtype="string"), words, Embedding(30, 4), GlobalAveragePooling1D(), Dense(3, activation="softmax")])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(training, validation_data=validation, epochs=4, verbose=0).history
    return {"settings": FIT, "vocabulary": words.get_vocabulary(), "history": history, "weights": [array(w) for w in model.get_weights()],
            "predict": array(model.predict(validation, verbose=0))}


WHOLE = [[5, 3], [8], [], [1, 2, 3, 4]]
PADS = {
    "whole numbers": (WHOLE, {}),
    "cut": (WHOLE, {"maxlen": 3}),
    "behind": (WHOLE, {"maxlen": 3, "padding": "post", "value": -1}),
    "cut behind": (WHOLE, {"maxlen": 3, "truncating": "post"}),
    "both behind": (WHOLE, {"maxlen": 2, "truncating": "post", "padding": "post"}),
    "longer": (WHOLE, {"maxlen": 6, "dtype": "int64"}),
    "floats": ([[0.5], [], [1.25, -2.0]], {"dtype": "float32", "value": 0.1}),
    "floats cut": ([[0.75], [-1.25, 2.5]], {"value": 1.9}),
    "doubles": ([[0.1], [1.0, -2.0]], {"dtype": "float64", "value": 0.1, "padding": "post"}),
    "vectors": ([[[1, 2]], [[3, 4], [5, 6], [7, 8]], []], {"maxlen": 2, "value": 9}),
    "empty": ([[], []], {}),
    "strings": ([["a", "b"], ["가"], []], {"dtype": "object", "value": "-", "padding": "post"}),
}


def pads():
    for name, (sequences, settings) in PADS.items():
        given = {key: object if value == "object" else value for key, value in settings.items()}
        yield {"case": name, "sequences": sequences, "settings": settings, "y": typed(keras.utils.pad_sequences(sequences, **given))}


def texts():
    return {"seed": SEED, "fit": fitted(), "datasets": [read(name, settings) for name, settings in DATASETS.items()], "pads": list(pads())}


if __name__ == "__main__":
    make()
