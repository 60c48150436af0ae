"""Writes the goldens of the printed text: Keras's progress lines and model tables, as Keras and rich themselves print them.

Run by hand with Keras 3.15.1, rich 15.0.0:  python src/test/python/text_goldens.py
Results: src/test/resources/kerava/goldens/text_progress.json and text_summary.json.
"""
import contextlib
import hashlib
import io
import json
import os
import pathlib
import re

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import rich
from keras.src.utils import progbar

GOLDENS = pathlib.Path(__file__).parents[1] / "resources/kerava/goldens"
START = 1_000_000_000.0  # whole seconds, and steps in multiples of 1/512 s: exact in floats and in nanoseconds


class Clock:
    now = START

    def time(self):
        return self.now


def progress(name, target, verbose, updates, final, epochs=1):
    """updates: [(seconds since start, current, values)]; final: (seconds, values)."""
    clock = Clock()
    progbar.time = clock
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        logger = keras.callbacks.ProgbarLogger()
        logger.set_params({"verbose": verbose, "epochs": epochs, "steps": target})
        logger.on_train_begin()
        clock.now = START
        logger.on_epoch_begin(0)
        for seconds, current, values in updates:
            clock.now = START + seconds
            logger.on_train_batch_end(current - 1, values)
        clock.now = START + final[0]
        logger.on_epoch_end(0, final[1])
    header = f"Epoch 1/{epochs}\n" if epochs > 1 and verbose else ""
    assert out.getvalue().startswith(header)
    text = out.getvalue()[len(header):]
    last = re.sub("\x1b\\[[0-9]*m", "", text.rsplit("\r", 1)[-1]).rstrip() + "\n" if text else ""
    return {"name": name, "target": target, "verbose": verbose, "epochs": epochs, "updates": updates, "final": final,
            "header": header, "text": text, "plain": last}


def progress_goldens():
    s = 1 / 512
    full = {"accuracy": 0.87912345, "loss": 0.42694, "val_accuracy": 0.9581, "val_loss": 0.14104999}
    train = [(0.5, 1, {"accuracy": 0.0625, "loss": 2.302585}),
             (0.5 + 10 * s, 50, {"accuracy": 0.1, "loss": 2.25}),         # throttled: 0.02 s later
             (0.75, 700, {"accuracy": 0.5, "loss": 1.5}),
             (1.0, 1000, {"accuracy": 0.625, "loss": 1.25}),
             (2.0, 1875, {"accuracy": 0.87912345, "loss": 0.42694})]
    tiny = {"lr": 0.0001, "delta": -0.5, "small": -0.00012345, "edge": 0.001, "zero": 0.0, "big": 12345678.5, "nano": 1.5e-10,
            "huge": 1e300, "nan": float("nan"), "inf": float("inf"), "minf": float("-inf"), "tie": 0.00030517578125,
            "half": 0.03125, "tie5": 5.00005, "mzero": -0.0}
    hours = [(4.0, 1, {"loss": 1.0}), (10.0, 3, {"loss": 0.5}), (4000.0, 1000, {"loss": 0.25})]
    cases = []
    for verbose in (0, 1, 2):
        cases += [
            progress("mnist", 1875, verbose, train, (3.0, full)),
            progress("slow steps, ETA in minutes and hours", 5000, verbose, hours, (20000.5, {"loss": 0.125})),
            progress("fast steps in us", 10000, verbose,
                     [(s, 1, {"loss": 1.0}), (20 * s, 5000, {"loss": 0.9}), (64 * s, 9000, {"loss": 0.8})], (80 * s, {"loss": 0.7})),
            progress("metric values", 7, verbose, [(0.25, 1, tiny), (0.5, 3, tiny)], (2.5, tiny)),
            progress("one step", 1, verbose, [(0.5, 1, {"loss": 0.5})], (1.5, {"loss": 0.5})),
            progress("no metrics", 32, verbose, [(0.25, 1, None), (0.5, 9, None)], (3.5, None)),
            progress("unknown number of steps", None, verbose,
                     [(0.25, 1, {"loss": 1.0}), (0.5, 9, {"loss": 0.5}), (0.5, 12, {"loss": 0.25})], (1.0, {"loss": 0.25})),
            progress("several steps at once", 12, verbose,
                     [(1.0, 4, {"loss": 1.0}), (2.0, 8, {"loss": 1.0}), (3.0, 12, {"loss": 0.00099})], (3.25, {"loss": 0.00099})),
            progress("shrinking line", 100, verbose,
                     [(0.25, 1, {"loss": 123456.0, "m": 1e-9}), (0.5, 10, {"loss": 1.0}), (0.75, 20, {"loss": 9.0, "m": 1.0})], (9.0, {})),
            progress("no time passes", 4, verbose, [(0.0, 1, {"loss": 1.0})], (0.0, {"loss": 1.0})),
            progress("an epoch of three", 3, verbose, [(0.25, 1, {"loss": 1.0})], (60.0, {"loss": 1.0}), epochs=3),
        ]
    return cases


def table(model, columns):
    os.environ["COLUMNS"] = str(columns)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        model.summary()
    return out.getvalue()


def rows(model):
    def shape(layer):
        return "(" + ", ".join(str(d) for d in layer.output.shape) + ")" if layer._inbound_nodes else "?"

    return [{"name": l.name, "className": type(l).__name__, "outputShape": shape(l),
             "params": l.count_params() if l.built else 0, "built": l.built}
            for l in model.layers]


def count(weights):
    from keras.src.utils import summary_utils
    return {"params": summary_utils.count_params(weights), "bytes": int(summary_utils.weight_memory_size(weights))}


def summary(name, model):
    optimizer = count(model.optimizer.variables) if model.compiled and model.optimizer.built else None
    texts = {str(c): table(model, c) for c in (20, 30, 40, 60, 79, 80, 92, 100, 200)}
    every = hashlib.sha256("".join(table(model, c) for c in range(20, 131)).encode()).hexdigest()
    return {"name": name, "model": model.name, "rows": rows(model), "trainable": count(model.trainable_weights),
            "nonTrainable": count(model.non_trainable_weights), "optimizer": optimizer, "texts": texts, "sha256_20_to_130": every}


def summary_goldens():
    from keras import layers
    vanishing32 = keras.Sequential([keras.Input((28, 28)), layers.Flatten(),
                                    *[layers.Dense(32, "relu") for _ in range(10)], layers.Dense(10, "softmax")])
    korean = keras.Sequential([keras.Input((784,)), layers.Dense(512, "relu", name="hidden"),
                               layers.Dense(10, "softmax", name="output")], name="패션 MNIST 모델")
    korean.compile("adam", "sparse_categorical_crossentropy")
    korean.optimizer.build(korean.trainable_variables)
    wide = keras.Sequential([keras.Input((4, 6)), layers.Dense(3, name="아주 긴 이름을 가진 은닉층 하나 가나다라마바사아자차카타파하"),
                             layers.Dense(2, name="이름이띄어쓰기없이아주아주길어서접히지않는층이름가나다라마바사아자차카타파하"),
                             layers.BatchNormalization(name="a_layer_whose_name_is_longer_than_any_column_of_the_table_can_hold"),
                             layers.Dense(5, name="[bold]é́ e\u0301 ünïcode 😀 全角ＡＢ"),
                             layers.Dropout(0.5, name="x" * 30)], name="m" * 50 + " " + "나" * 30)
    unbuilt = keras.Sequential([layers.Dense(12, name="first"), layers.Dense(3)], name="unbuilt")
    big = keras.Sequential([keras.Input((1000,)), layers.Dense(123456, name="big"), layers.Dense(1)], name="big")
    models = {"vanishing32": vanishing32, "korean, compiled": korean, "long names": wide, "unbuilt": unbuilt, "big": big}
    return [summary(name, model) for name, model in models.items()]


def write(name, judge, cases):
    text = json.dumps({"judge": judge, "script": "src/test/python/text_goldens.py", "cases": cases}, ensure_ascii=True, indent=1)
    (GOLDENS / name).write_text(text + "\n")


if __name__ == "__main__":
    write("text_progress.json", f"Keras {keras.__version__}", progress_goldens())
    from importlib.metadata import version
    write("text_summary.json", f"Keras {keras.__version__}, rich {version('rich')}", summary_goldens())
