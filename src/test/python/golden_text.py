"""What Keras prints: model.summary(), and the progress of fit, evaluate and predict under a clock of our own."""
import contextlib
import io
import os
import types
from unittest import mock

import keras
import numpy as np
from keras.layers import Dense, Flatten, Input

from golden_training import BATCH, samples, small_model
from reference import deep

# ---- summary


def summary():
    """The lines of model.summary() without colours, with COLUMNS set to each width."""
    return {"models": {name: described(make) for name, make in MODELS.items()}}


def unbuilt():
    return keras.Sequential([Flatten(), *[Dense(32, activation="relu") for _ in range(10)], Dense(10, activation="softmax")])


def compiled():
    model = deep(32, "relu")
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


def fitted():
    model = compiled()
    model.fit(np.zeros((1, 28, 28)), np.zeros(1), verbose=0)
    return model


def named(model_name, hidden, output):
    layers = [Flatten(name="flatten"), Dense(100, "relu", name=hidden), Dense(10, "softmax", name=output)]
    return keras.Sequential([Input((28, 28)), *layers], name=model_name)


MODELS = {
    "vanishing32-unbuilt": unbuilt,
    "vanishing32-built": lambda: deep(32, "relu"),
    "vanishing32-compiled": compiled,
    "vanishing32-fitted": fitted,
    "korean-model-name": lambda: named("패션 MNIST 모델", "hidden", "output"),
    "korean-layer-names": lambda: named("model", "은닉층", "출력층"),
    "long-layer-names": lambda: named("m" * 100, "a_hidden_layer_whose_name_is_longer_than_its_column", "output " * 8 + "end"),
}


def described(make):
    keras.backend.clear_session()
    model = make()
    counts = {"total": 0, "trainable": 0, "non_trainable": 0}
    if model.built:
        sizes = [[w.shape.num_elements() for w in ws] for ws in (model.weights, model.trainable_weights, model.non_trainable_weights)]
        counts = dict(zip(counts, map(sum, sizes)))
    return {"params": counts, "columns": {str(width): lines(model, width) for width in (80, 200)}}


def lines(model, width):
    with mock.patch.dict(os.environ, {"COLUMNS": str(width)}):
        text = "".join(printed(model.summary))
    assert "\x1b" not in text and text.endswith("\n")
    return text[:-1].split("\n")


class Writes(io.StringIO):
    """A standard output that is no terminal and keeps every write apart."""

    def __init__(self):
        super().__init__()
        self.parts = []

    def write(self, text):
        self.parts.append(text)
        return len(text)


def printed(action):
    with contextlib.redirect_stdout(Writes()) as out:
        action()
    return out.parts


# ---- progress

class Clock:
    """Stands in for the module time inside Keras's progress bar."""

    def __init__(self):
        self.now = 1000.0

    @contextlib.contextmanager
    def installed(self):
        with mock.patch("keras.src.utils.progbar.time", types.SimpleNamespace(time=lambda: self.now)):
            yield self


class Tick(keras.callbacks.Callback):
    """Moves the clock before Keras's own callback prints, a quarter of a second for every batch."""
    SECONDS = 0.25

    def __init__(self, clock):
        super().__init__()
        self.clock = clock

    def tick(self, batch, logs=None):
        self.clock.now += self.SECONDS

    on_train_batch_end = on_test_batch_end = on_predict_batch_end = tick


def progress():
    """Bars: what each update prints ("" = nothing) when the clock, started at 0 with the bar, shows "at" seconds.
    Model: fit, evaluate and predict of the model in first_steps.json, n = 20, a quarter of a second a batch
    (validation batches too), one call after the other on one model; a list holds the single writes to standard output."""
    return {"bars": [bar(**each) for each in BARS], "seconds_per_batch": Tick.SECONDS,
            "model": {f"verbose_{verbose}": talk(verbose) for verbose in (1, 2)}}


LOSSES = [("accuracy", 0.5), ("loss", 2.25)], [("accuracy", 0.625), ("loss", 0.0009)], [("accuracy", 0.75), ("loss", -0.00051)]
BARS = [
    {"target": 1875, "updates": [(0.5, 1, LOSSES[0]), (0.52, 2, LOSSES[1]), (1.5, 100, LOSSES[1]), (3, 1874, LOSSES[2]), (3.01, 1875, LOSSES[0])]},
    {"target": 3, "average": True, "updates": [(0.1, 1, LOSSES[0]), (0.2, 2, LOSSES[1]), (0.3, 3, LOSSES[2])]},
    {"target": 5000, "updates": [(2, 1, []), (4, 2, []), (40, 2500, []), (4000, 4000, []), (4000.5, 5000, [])]},
    {"target": 10, "updates": [(0.0004, 1, []), (0.1, 9, [("loss", 123456.78)]), (0.1001, 10, [("loss", 1.0)])]},
    {"target": None, "updates": [(1, 1, LOSSES[0]), (2, 2, LOSSES[1]), (2.5, 3, LOSSES[2])]},
    {"target": 1875, "verbose": 2, "updates": [(1, 100, LOSSES[0]), (2.6, 1875, LOSSES[2])]},
    {"target": 7, "verbose": 2, "updates": [(0, 1, []), (0, 7, LOSSES[1])]},
]


def bar(target, updates, verbose=1, average=False):
    with Clock().installed() as clock:
        start = clock.now
        shown = keras.utils.Progbar(target, verbose=verbose, stateless_metrics=None if average else set())
        steps = []
        for at, current, values in updates:
            clock.now = start + at
            prints = "".join(printed(lambda: shown.update(current, values)))
            steps.append({"at": at, "current": current, "values": values, "prints": prints})
    return {"target": target, "verbose": verbose, "average": average, "updates": steps}


def talk(verbose):
    x, y = samples(1, 20)
    with Clock().installed() as clock:
        model, options = small_model(), {"batch_size": BATCH, "verbose": verbose, "callbacks": [Tick(clock)]}
        return {
            "fit_1_epoch": printed(lambda: model.fit(x, y, **options)),
            "fit_2_epochs_validated": printed(lambda: model.fit(x, y, epochs=2, validation_data=samples(2, 7), **options)),
            "evaluate": printed(lambda: model.evaluate(x, y, **options)),
            "predict": printed(lambda: model.predict(x, **options))}
