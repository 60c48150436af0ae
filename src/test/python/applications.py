#!/usr/bin/env python3
"""Makes keras.applications' models in Python Keras, small pictures and random weights, and tells what they predict and how they go on training.

    applications.py 3|2 FOLDER NAME [NAME ...]      3: keras, 2: tf_keras

Leaves FOLDER/NAME.keras (of Keras 3) or FOLDER/NAME.h5, and FOLDER/NAME.npy, pictures. Tells as one JSON line each what Keras 3 makes of that file:
predictions of the pictures, and loss and weights after an epoch with the layers before the last TRAINED frozen, then after an epoch with none frozen.
Keras 3 cannot read the layers of most .h5 files of Keras 2: it builds the model itself and loads the file's weights. What tf_keras, whose kernels
and moving variances are others, predicts and loses stands beside under "keras2".
"""
import json
import os
import pathlib
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import numpy as np

import keras
from run_models import md5

CLASSES, PICTURES, BATCH, TRAINED = 5, 6, 4, 8
SIDES = {"InceptionV3": 75, "InceptionResNetV2": 75, "Xception": 71}


def unlike_new(model, state):
    """Weights as after training: no moving mean 0, no variance 1."""
    model.set_weights([w if w.dtype != "float32" else
                       np.asarray(w * state.uniform(0.5, 1.5, w.shape) + (0 if w.any() else 0.1 * state.randn(*w.shape)), "float32")
                       for w in model.get_weights()])


def new(keras, name):
    side = SIDES.get(name, 64)
    return getattr(keras.applications, name)(weights=None, input_shape=(side, side, 3), classes=CLASSES)


def fresh(keras):
    keras.backend.clear_session()
    keras.utils.set_random_seed(3)


def made(keras, name, folder, ending):
    """Saves a model with its pictures."""
    fresh(keras)
    model = new(keras, name)
    state = np.random.RandomState(4)
    unlike_new(model, state)
    x = state.uniform(-1, 1, (PICTURES, *model.input_shape[1:])).astype("float32")
    np.save(folder / f"{name}.npy", x)
    model.save(folder / (name + ending))
    return x


def worked(keras, model, x):
    """What the model predicts, then how it trains."""
    y = np.eye(CLASSES, dtype="float32")[np.arange(PICTURES) % CLASSES]
    result = {"predict": model.predict(x, verbose=0).tolist(), "trained": []}
    for frozen in (len(model.layers) - TRAINED, 0):
        for i, layer in enumerate(model.layers):
            layer.trainable = i >= frozen
        model.compile(keras.optimizers.SGD(0.01), "categorical_crossentropy")
        history = model.fit(x, y, batch_size=BATCH, shuffle=False, verbose=0).history
        result["trained"].append({"loss": history["loss"], "weights_md5": [md5(w) for w in model.get_weights()]})
    return result


def told(name, folder):
    x = made(keras, name, folder, ".keras")
    fresh(keras)
    return {"name": name, **worked(keras, keras.models.load_model(folder / f"{name}.keras"), x)}


def told_of_2(name, folder):
    import tf_keras

    x = made(tf_keras, name, folder, ".h5")
    fresh(tf_keras)
    older = tf_keras.models.load_model(folder / f"{name}.h5")
    keras2 = worked(tf_keras, older, x)
    fresh(keras)
    model = new(keras, name)
    model.load_weights(folder / f"{name}.h5")
    for layer, saved in zip(model.layers, older.layers):
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.axis = saved.axis[0]  # Keras 2 writes 3 for -1, for which Keras 3 has other operations
    return {"name": name, **worked(keras, model, x), "keras2": keras2}


if __name__ == "__main__":
    for each in sys.argv[3:]:
        print(json.dumps((told if sys.argv[1] == "3" else told_of_2)(each, pathlib.Path(sys.argv[2]))), flush=True)
