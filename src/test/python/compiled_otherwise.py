#!/usr/bin/env python3
"""Writes src/test/resources/kerava/cli: models compiled with what Kerava does not have, and what Keras 3.15.1 on TensorFlow 2.18.1 makes of them.

expected.json says for each file what the model predicts for x.npy, and how it scores on x.npy and y.npy once it is compiled anew with the mean squared error
and categorical accuracy.
"""
import json
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import numpy as np
import keras

FOLDER = pathlib.Path(__file__).parents[1] / "resources" / "kerava" / "cli"


@keras.saving.register_keras_serializable(package="mine")
class OwnLoss(keras.losses.Loss):
    def call(self, y_true, y_pred):
        return keras.ops.mean(keras.ops.square(y_true - y_pred), axis=-1)


@keras.saving.register_keras_serializable(package="mine")
class OwnOptimizer(keras.optimizers.SGD):
    pass


@keras.saving.register_keras_serializable(package="mine")
class OwnMetric(keras.metrics.MeanSquaredError):
    pass


# An optimizer belongs to one model.
COMPILED = {
    "all.keras": lambda: (OwnOptimizer(), OwnLoss(), [OwnMetric()]),
    "all.h5": lambda: (OwnOptimizer(), OwnLoss(), [OwnMetric()]),
    "loss.keras": lambda: ("adam", OwnLoss(), ["categorical_accuracy"]),
    "optimizer.keras": lambda: (OwnOptimizer(), "mse", ["categorical_accuracy"]),
}


def main():
    FOLDER.mkdir(exist_ok=True)
    random = np.random.default_rng(1)
    x, y = random.normal(size=(20, 3)).astype("float32"), np.eye(2, dtype="float32")[random.integers(0, 2, 20)]
    np.save(FOLDER / "x.npy", x)
    np.save(FOLDER / "y.npy", y)
    expected = {}
    for name, compiled in COMPILED.items():
        optimizer, loss, metrics = compiled()
        keras.utils.set_random_seed(3)
        model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, "tanh", name="hidden"), keras.layers.Dense(2, "softmax", name="out")], name="net")
        model.compile(optimizer, loss, metrics=metrics)
        model.fit(x, y, batch_size=6, verbose=0)
        model.save(FOLDER / name)
        predicted = model.predict(x, verbose=0).tolist()
        model.compile("sgd", "mse", metrics=["categorical_accuracy"])
        expected[name] = {"predict": predicted, "evaluate": model.evaluate(x, y, verbose=0)}
    (FOLDER / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


if __name__ == "__main__":
    main()
