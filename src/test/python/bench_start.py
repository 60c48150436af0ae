"""Start-up: whole processes of Kerava's command line beside Python with Keras, in turn. A part of bench.py.

Python: the least that a script does for the same, `import keras` for what needs no data, and the same first step of training in the same process.
"""
import os
import statistics
import sys
import tempfile

MODEL = """
import os
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras
"""
SUMMARY = MODEL + "keras.models.load_model({file!r}).summary()\n"
MAKE = MODEL + """
import numpy as np
keras.utils.set_random_seed(42)
model = keras.Sequential([keras.Input((784,)), keras.layers.Dense(32, "relu"), keras.layers.Dense(10, "softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.save({file!r})
np.save({x!r}, np.zeros((32, 784), "float32")), np.save({y!r}, np.zeros(32, "int32"))
"""
STEP = MODEL + """
import numpy as np
model = keras.models.load_model({file!r})
model.fit(np.load({x!r}), np.load({y!r}), epochs=1, verbose=0)
"""
HEADER = ["start of a process", "Python does", "Python s", "Kerava s", "Python/Kerava"]


def rows(options, measured, ratio, kerava):
    """`measured` runs a command, `ratio` tells that of pairs of results, `kerava` is the launcher's command as words: bench.py's own."""
    with tempfile.TemporaryDirectory() as folder:
        names = {name: os.path.join(folder, name) for name in ("model.keras", "x.npy", "y.npy")}
        words = {"file": names["model.keras"], "x": names["x.npy"], "y": names["y.npy"]}
        python = lambda text: [sys.executable, "-c", text.format(**words)]
        measured(python(MAKE))
        data = ["--x", words["x"], "--y", words["y"]]
        starts = [("--help", "import keras", ["--help"], MODEL), ("inspect", "import keras", ["inspect", words["file"]], MODEL),
                  ("summary", "load_model, summary", ["summary", words["file"]], SUMMARY),
                  ("first training step", "load_model, fit of one batch", ["train", words["file"], *data, "--quiet"], STEP)]
        found = []
        for name, does, line, text in starts:
            pairs = []
            for number in range(options.rounds):
                print(f"start, {name}: round {number + 1} of {options.rounds}", file=sys.stderr)
                pairs.append((measured(python(text)), measured([*kerava, *line])))
            seconds = [f"{statistics.median(result['seconds'] for result in side):.2f}" for side in zip(*pairs)]
            found.append([name, does, *seconds, ratio(pairs, lambda result: result["seconds"])])
        return found
