#!/usr/bin/env python3
"""Reads an architecture with Python Keras: from_json.py FILE.json SEED prints what Keras made of it as one JSON line."""
import hashlib
import json
import os
import pathlib
import sys
import warnings

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras
import numpy as np


def main():
    text, seed = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"), int(sys.argv[2])
    warnings.simplefilter("error")
    keras.utils.set_random_seed(seed)
    model = keras.models.model_from_json(text)
    print(json.dumps({
        "name": model.name, "layers": [[layer.name, type(layer).__name__] for layer in model.layers], "params": model.count_params(),
        "output_shape": model.output_shape, "initial_weights_md5": [hashlib.md5(np.ascontiguousarray(w).tobytes()).hexdigest() for w in model.get_weights()],
        "config": json.loads(model.to_json())["config"]["layers"], "json": model.to_json()}))


if __name__ == "__main__":
    main()
