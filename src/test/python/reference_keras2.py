#!/usr/bin/env python3
"""The outside judge for the rules of Keras 2: reference.py's runs, trained by tf_keras 2.18 (of requirements.txt) with the optimizers of tf.keras 2.0 to 2.10.

    v/bin/python reference_keras2.py vanishing32-relu --seed 42 --epochs 1      # as reference.py
"""
import os
import sys
import types

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import tf_keras

KERAS = types.ModuleType("keras")
for name in ("Sequential", "backend", "callbacks", "layers", "losses", "utils", "__version__"):
    setattr(KERAS, name, getattr(tf_keras, name))
KERAS.optimizers = tf_keras.optimizers.legacy
sys.modules["keras"] = KERAS
sys.modules["keras.layers"] = tf_keras.layers

import reference

if __name__ == "__main__":
    reference.main()
