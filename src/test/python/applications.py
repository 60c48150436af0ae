#!/usr/bin/env python3
"""Makes keras.applications' models in Python Keras, small pictures and random weights, and tells what they predict and how they go on training.

    applications.py 3|2 FOLDER NAME [NAME ...]      3: keras, 2: tf_keras

Leaves FOLDER/NAME.keras (of Keras 3) or FOLDER/NAME.h5, and FOLDER/NAME.npy, pictures. Tells of what it loads from that file, as one JSON line each,
predictions of the pictures, and loss and weights after an epoch with the layers before the last TRAINED frozen, then after an epoch with none frozen.
"""
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
from run_models import md5

CLASSES, PICTURES, BATCH, TRAINED = 5, 6, 4, 8
SIDES = {"InceptionV3": 75, "Xception": 71}


def unlike_new(model, state):
    """Weights as after training: no moving mean 0, no variance 1."""
    model.set_weights([w if w.dtype != "float32" else
                       np.asarray(w * state.uniform(0.5, 1.5, w.shape) + (0 if w.any() else 0.1 * state.randn(*w.shape)), "float32")
                       for w in model.get_weights()])


def told(name, folder):
    keras.backend.clear_session()
    keras.utils.set_random_seed(3)
    side = SIDES.get(name, 64)
    model = getattr(keras.applications, name)(weights=None, input_shape=(side, side, 3), classes=CLASSES)
    state = np.random.RandomState(4)
    unlike_new(model, state)
    x, y = state.uniform(-1, 1, (PICTURES, side, side, 3)).astype("float32"), np.eye(CLASSES, dtype="float32")[np.arange(PICTURES) % CLASSES]
    np.save(folder / f"{name}.npy", x)
    file = folder / (name + (".keras" if sys.argv[1] == "3" else ".h5"))
    model.save(file)
    keras.backend.clear_session()
    keras.utils.set_random_seed(3)
    model = keras.models.load_model(file)
    result = {"name": name, "predict": model.predict(x, verbose=0).tolist(), "trained": []}
    for frozen in (len(model.layers) - TRAINED, 0):
        for i, layer in enumerate(model.layers):
            layer.trainable = i >= frozen
        model.compile(keras.optimizers.SGD(0.01), "categorical_crossentropy")
        history = model.fit(x, y, batch_size=BATCH, verbose=0).history
        result["trained"].append({"loss": history["loss"], "weights_md5": [md5(w) for w in model.get_weights()]})
    return result


if __name__ == "__main__":
    for each in sys.argv[3:]:
        print(json.dumps(told(each, pathlib.Path(sys.argv[2]))), flush=True)
