"""The paths of weights in Keras, of models as they are made and as they are loaded, by which Muon tells them; and what Python's re.search and re.fullmatch find in paths.
Java makes the same models (src/test/java/kerava/optimizers/WeightPathsTest.java)."""
import re

import keras
from keras import Input, Model, Sequential, layers as l

SEARCHED = ["sequential/dense/kernel", "dense_12/bias", "bidirectional/forward_lstm/lstm_cell/recurrent_kernel", "embedding/embeddings", "a-b.c [1]/k", "\u00e9t\u00e9_\u0663/w"]
PATTERNS = ["dense", "^dense", "kernel$", "^sequential/dense/kernel$", "dense_[12]", "dense_[0-9]+/", "dense_?1", "d.nse", "lstm.*kernel", "l.+m_c", "x|bias", "^a|s$", "[^a-z/_]",
            "[]a]-", "[a-]b", r"\d", r"\w\d", r"\.c", r"\[1\]", "k|", "a-b.c ", "-", r"[\d.]", "^$", "s*$", "^[a-z_/]*$", "e$|^e", "rnel.", "se/?k", ".*kernel", "s.*/kernel|.*bias", "[^/]*/.*s"]


def nested():
    inner, waiting = Sequential([Input((6,)), l.Dense(5)], name="inner"), Sequential([l.Dense(4)], name="waiting")
    return Sequential([Input((6,)), inner, graph_of(5, "middle"), waiting, l.Dense(2)], name="outer")


def graph_of(size, name):
    x = Input((size,))
    return Model(x, l.Dense(size + 1)(x), name=name)


def functional():
    x, shared = Input((4,)), l.Dense(4, name="shared")
    waiting = Sequential([l.Dense(3)], name="waiting")
    return Model(x, l.Dense(2)(waiting(shared(shared(x)))))


def sequences():
    x = Input((3, 4))
    y = l.Bidirectional(l.LSTM(2, return_sequences=True))(x)
    y = l.MultiHeadAttention(2, 3)(y, y)
    return Model(x, l.GRU(2)(l.TimeDistributed(l.Dense(5))(y)))


MODELS = {
    "a chain": lambda: Sequential([Input((3,)), l.Dense(4), l.BatchNormalization(), l.Dense(2, name="out")], name="chain"),
    "a chain of sequences": lambda: Sequential([Input((5,)), l.Embedding(7, 3), l.Bidirectional(l.GRU(2, return_sequences=True)), l.TimeDistributed(l.Dense(2)), l.SimpleRNN(2)],
                                               name="chain"),
    "models inside": nested,
    "a graph": functional,
    "a graph of sequences": sequences,
}


def paths():
    models = []
    for name, made in MODELS.items():
        keras.backend.clear_session()
        model = made()
        loaded = keras.models.model_from_json(model.to_json())
        models.append({"case": name, "json": model.to_json(), "made": [w.path for w in model.trainable_weights], "loaded": [w.path for w in loaded.trainable_weights]})
    return {"models": models, "searched": SEARCHED,
            "searches": [{"pattern": pattern, "found": [re.search(pattern, path) is not None for path in SEARCHED],
                          "whole": [re.fullmatch(pattern, path) is not None for path in SEARCHED]} for pattern in PATTERNS]}
