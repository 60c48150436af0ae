"""What Keras's callbacks do beside scripted numbers and in trainings; Java has the same in src/test/java/kerava/callbacks."""
import contextlib
import inspect
import io
import pathlib
import random
import tempfile
import warnings

import keras
import numpy as np
from keras import callbacks
from keras.layers import Dense, Dropout, Input

from golden_fits import SEED, SHORT, labels, samples
from golden_numbers import array
from read_events import events

EPOCHS, BATCHES = 12, 5
ARGUMENTS = {"SensitivityAtSpecificity": [0.5], "SpecificityAtSensitivity": [0.5], "PrecisionAtRecall": [0.5], "RecallAtPrecision": [0.5],
             "MeanIoU": [2], "IoU": [2, [0]], "OneHotIoU": [2, [0]], "OneHotMeanIoU": [2], "MeanMetricWrapper": [None], "Metric": []}
SPECS = ["", "d", "02d", "5d", ".2f", "08.3f", "+.1e", ".3g", ".0f", "10.2f", "<8.2f", "^9.1f", "*>9.2f", ".1%", "E", "G", ".10g", " .2f"]
NUMBERS = [0.0, 1.0, -1.5, 0.1, 1e-5, 0.00012345678806003183, 123456.7890625, 1e16, 123456789012345680.0, 2.5, 0.8541666865348816, 1e22, 5e-324,
           9007199254740993.0, 1e15, 0.30000001192092896, float("inf")]
SCRIPTED = [
    ("EarlyStopping", [
        {}, {"patience": 2}, {"patience": 2, "verbose": 1, "restore_best_weights": True}, {"monitor": "loss", "min_delta": 0.03, "patience": 1},
        {"monitor": "val_accuracy", "patience": 2, "verbose": 1}, {"monitor": "val_accuracy", "mode": "min", "patience": 1},
        {"monitor": "loss", "mode": "max", "patience": 2, "restore_best_weights": True}, {"baseline": 0.45, "patience": 2},
        {"baseline": 0.6, "patience": 3, "verbose": 1}, {"start_from_epoch": 3, "patience": 1, "restore_best_weights": True, "verbose": 1},
        {"min_delta": -0.05, "patience": 3}, {"monitor": "none of them", "mode": "min"}]),
    ("ReduceLROnPlateau", [
        {"patience": 1}, {"patience": 2, "verbose": 1}, {"monitor": "loss", "factor": 0.3, "patience": 1, "verbose": 1, "cooldown": 2},
        {"monitor": "val_accuracy", "patience": 1, "factor": 0.5, "min_lr": 0.002, "verbose": 1}, {"patience": 1, "min_delta": 0.2, "mode": "min"},
        {"patience": 0, "factor": 0.9, "verbose": 1}, {"monitor": "none of them", "mode": "min"}]),
    ("ModelCheckpoint", [
        {"filepath": "m-{epoch:02d}-{val_loss:.2f}.keras"}, {"filepath": "{epoch}.weights.h5", "save_weights_only": True, "verbose": 1},
        {"filepath": "best.keras", "save_best_only": True, "verbose": 1}, {"filepath": "best.h5", "save_best_only": True, "monitor": "val_accuracy"},
        {"filepath": "b-{epoch}-{val_loss:.3e}.keras", "save_best_only": True, "monitor": "loss", "mode": "max"},
        {"filepath": "b.keras", "save_best_only": True, "initial_value_threshold": 0.45, "verbose": 1},
        {"filepath": "{epoch}-{batch}-{loss:.3f}.keras", "save_freq": 3}, {"filepath": "{epoch}-{batch:03d}.keras", "save_freq": 7, "verbose": 1},
        {"filepath": "x.keras", "save_freq": 12}]),
    ("TerminateOnNaN", [{}]),
]
TAKEN = ["EarlyStopping", "ModelCheckpoint", "ReduceLROnPlateau", "LearningRateScheduler", "CSVLogger", "TerminateOnNaN", "SwapEMAWeights"]
FITS = {
    "stops early": {"epochs": 9, "callbacks": [("EarlyStopping", {"patience": 1, "restore_best_weights": True, "verbose": 1})]},
    "stops early by training's loss": {"epochs": 9, "callbacks": [("EarlyStopping", {"monitor": "loss", "min_delta": 0.05, "patience": 1})]},
    "rates": {"epochs": 5, "callbacks": [("LearningRateScheduler", {"verbose": 1})]},
    "plateaus": {"epochs": 7, "callbacks": [("ReduceLROnPlateau", {"patience": 1, "factor": 0.5, "cooldown": 1, "verbose": 1}), ("CSVLogger", {})]},
    "csv": {"epochs": 3, "validation_freq": 2, "callbacks": [("CSVLogger", {"separator": ";"})]},
    "csv before rates": {"epochs": 2, "callbacks": [("CSVLogger", {}), ("LearningRateScheduler", {})]},
    "csv after rates": {"epochs": 2, "callbacks": [("LearningRateScheduler", {}), ("CSVLogger", {})]},
    "checkpoints": {"epochs": 3, "callbacks": [("ModelCheckpoint", {"filepath": "m-{epoch:02d}-{val_loss:.2f}.keras", "verbose": 1}),
                                               ("ModelCheckpoint", {"filepath": "deep/{epoch}-{batch}.weights.h5", "save_weights_only": True,
                                                                    "save_freq": 3})]},
    "averages": {"epochs": 3, "averages": 0.7, "callbacks": [("SwapEMAWeights", {})]},
    "averages between epochs": {"epochs": 3, "averages": 0.7, "validation_freq": 2, "callbacks": [
        ("SwapEMAWeights", {"swap_on_epoch": True}), ("ModelCheckpoint", {"filepath": "m-{epoch:02d}.keras"})]},
    "averages, stopped early": {"epochs": 9, "averages": 0.6, "callbacks": [
        ("EarlyStopping", {"patience": 1, "restore_best_weights": True, "verbose": 1}), ("SwapEMAWeights", {"swap_on_epoch": True})]},
}


class Fake:
    """As much of a model as callbacks ask of one."""

    def __init__(self):
        self.optimizer, self.stop_training, self.saved, self.weights, self.restored = keras.optimizers.SGD(0.1), False, [], None, None
        metric = keras.metrics.SparseCategoricalAccuracy(name="accuracy")
        self.metrics = [type("Compiled", (keras.src.trainers.compile_utils.MetricsList,), {"__init__": lambda self: None})()]
        self.metrics[0].metrics = [metric]

    def get_weights(self):
        return self.weights

    def set_weights(self, weights):
        self.restored = weights

    def save(self, filepath, overwrite):
        self.saved.append(filepath)

    def save_weights(self, filepath, overwrite):
        self.saved.append(filepath)


def scripts():
    """Losses that fall, rise and stand, some by no more than the last bit of float32."""
    made = []
    for seed in range(4):
        state, epochs, loss = random.Random(seed), [], 0.7
        for epoch in range(EPOCHS):
            loss = state.choice([loss, loss - 0.05, loss + 0.04, float(np.nextafter(np.float32(loss), np.float32(0)))])
            names = {"loss": loss + 0.1, "val_loss": loss, "accuracy": 1 - loss, "val_accuracy": state.choice([0.5, 0.6, 1 - loss])}
            epochs.append({name: float(np.float32(value)) for name, value in sorted(names.items())})
        made.append(epochs)
    return made


def scripted(name, settings, logs):
    callback, model = getattr(callbacks, name)(**settings), Fake()
    callback.set_model(model)
    told, rates, last = io.StringIO(), [], EPOCHS
    with contextlib.redirect_stdout(told), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        callback.on_train_begin()
        for epoch, log in enumerate(logs):
            model.weights = epoch
            callback.on_epoch_begin(epoch)
            for batch in range(BATCHES):
                callback.on_train_batch_end(batch, {"loss": log["loss"]})
            callback.on_epoch_end(epoch, dict(log))
            rates.append(float(model.optimizer.learning_rate.numpy()))
            if model.stop_training:
                last = epoch
                break
        callback.on_train_end()
    return {"stopped": last, "restored": model.restored, "rates": rates, "saved": model.saved, "told": told.getvalue().split("\n")}


def fitted(epochs, callbacks, averages=None, **settings):
    keras.backend.clear_session()
    keras.utils.set_random_seed(SEED)
    model = keras.Sequential([Input((5,)), Dense(7, "tanh"), Dropout(0.3), Dense(4, "softmax")])
    model.compile(keras.optimizers.SGD(0.5, momentum=0.9, **({"use_ema": True, "ema_momentum": averages} if averages else {})), "sparse_categorical_crossentropy", metrics=["accuracy"])
    x, y = samples((5,), SHORT.sizes[0]), labels(SHORT.sizes[0])
    told = io.StringIO()
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder), contextlib.redirect_stdout(told):
        history = model.fit(x, y, epochs=epochs, batch_size=SHORT.batch_size, validation_data=(x[:10], y[:10]), verbose=0,
                            callbacks=[one(*each) for each in callbacks], **settings).history
        csv = pathlib.Path("log.csv").read_bytes().decode() if pathlib.Path("log.csv").exists() else None
        files = sorted(str(file.relative_to(folder)) for file in pathlib.Path(folder).rglob("*") if file.is_file())
    return {"history": history, "weights": [array(w) for w in model.get_weights()], "told": told.getvalue().split("\n"), "csv": csv, "files": files}


def one(name, settings):
    first = {"CSVLogger": ["log.csv"], "LearningRateScheduler": [lambda epoch, rate: rate * 0.7 if epoch else rate]}.get(name, [])
    return getattr(callbacks, name)(*first, **settings)


class Diary(callbacks.Callback):
    """Writes down each hook that is called."""

    def __init__(self):
        super().__init__()
        self.lines = []
        for what in ("train", "test", "predict"):
            for when in ("begin", "end"):
                setattr(self, f"on_{what}_{when}", self.whole(f"{what} {when}"))
                setattr(self, f"on_{what}_batch_{when}", self.numbered(f"{what} batch {when}"))
        self.on_epoch_begin, self.on_epoch_end = self.numbered("epoch begin"), self.numbered("epoch end")

    def whole(self, name):
        return lambda logs=None: self.lines.append(name + self.told(logs))

    def numbered(self, name):
        return lambda number, logs=None: self.lines.append(f"{name} {number}" + self.told(logs))

    @staticmethod
    def told(logs):
        return " " + ",".join(sorted(logs)) if logs else ""


def hooks():
    """Which hooks fit, evaluate and predict call, and what a callback that stops leaves of them."""
    keras.utils.set_random_seed(SEED)
    model = keras.Sequential([Input((5,)), Dense(4, "softmax")])
    model.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
    x, y, told = samples((5,), 10), labels(10), {}
    for name, run in {"fit": lambda c: model.fit(x, y, batch_size=4, epochs=2, initial_epoch=1, validation_data=(x, y), callbacks=[c], verbose=0),
                      "nothing": lambda c: model.fit(x, y, epochs=1, initial_epoch=1, callbacks=[c], verbose=0),
                      "evaluate": lambda c: model.evaluate(x, y, batch_size=4, callbacks=[c], verbose=0),
                      "predict": lambda c: model.predict(x, batch_size=4, callbacks=[c], verbose=0)}.items():
        run(diary := Diary())
        told[name] = diary.lines
    return told


EVENTS = [{"histogram_freq": 2}, {"update_freq": 2, "histogram_freq": 1, "write_graph": False}]


def board(settings):
    """The events of a fit of 4 batches an epoch, and of an evaluation after it."""
    keras.backend.clear_session()
    keras.utils.set_random_seed(SEED)
    model = keras.Sequential([Input((5,)), Dense(3, "tanh", bias_initializer="ones"), Dense(4, "softmax")])
    model.compile(keras.optimizers.SGD(keras.optimizers.schedules.ExponentialDecay(0.1, 4, 0.5)), "sparse_categorical_crossentropy", metrics=["accuracy"])
    x, y = samples((5,), SHORT.sizes[0]), labels(SHORT.sizes[0])
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        written = callbacks.TensorBoard(folder, **settings)
        model.fit(x, y, epochs=3, steps_per_epoch=3, batch_size=6, validation_data=(x[:10], y[:10]), callbacks=[written], verbose=0)
        model.evaluate(x, y, batch_size=6, callbacks=[callbacks.TensorBoard(other, **settings)], verbose=0)
        return {"settings": settings, "fit": events(folder), "evaluate": events(other)}


def direction(name, kind):
    metric = kind(*ARGUMENTS.get(name, []))
    return getattr(metric, "_direction", None)


def defaults(name):
    parameters = inspect.signature(getattr(callbacks, name).__init__).parameters.values()
    return {p.name: None if p.default is p.empty else p.default for p in parameters if p.name != "self" and p.kind != p.VAR_KEYWORD}


def callback_goldens():
    metrics = {name: kind for name, kind in vars(keras.metrics).items() if inspect.isclass(kind) and name not in ("Metric", "MeanMetricWrapper")}
    made, n = scripts(), SHORT.sizes[0]
    return {"seed": SEED, "x": array(samples((5,), n)), "y": labels(n).tolist(),
            "directions": {name: direction(name, kind) for name, kind in sorted(metrics.items())},
            "settings": {name: defaults(name) for name in TAKEN},
            "hooks": hooks(),
            "events": [board(settings) for settings in EVENTS],
            "reprs": [[str(v), repr(v)] for v in NUMBERS],
            "formats": [[spec, str(v), ("{v:" + spec + "}").format(v=v)] for spec in SPECS for v in (7, 0.8541666865348816, -12.5, 1e-5, 123456.75)
                        if not (spec.endswith("d") and isinstance(v, float))],
            "logs": made,
            "scripted": [{"callback": name, "settings": settings, "logs": i} | scripted(name, settings, logs)
                         for name, cases in SCRIPTED for settings in cases for i, logs in enumerate(made)],
            "fits": [{"case": name, "settings": case} | fitted(**case) for name, case in FITS.items()]}
