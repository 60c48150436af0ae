"""Ways to train the same model, in turn: Kerava, Python Keras with several settings, PyTorch, other libraries of the JVM, and a step's products alone. A part of bench.py.

All read the weights and the data that Python Keras made, take one step on the first batch, and then epochs in the order of the file, of which the first warms up.
Equal work: the same bits as Python Keras by default (every loss and the MD5 of every weight), or how far a loss is from its loss after the same steps.
"""
import importlib.util
import json
import os
import pathlib
import statistics
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
MODELS = {  # batch size, steps of an epoch
    "784-100-10/32": (32, 1000), "784-100-10/128": (128, 400), "784-100-10/1024": (1024, 50), "mnist-convnet": (128, 40), "lstm": (32, 20),
    "transformer": (32, 100)}
EPOCHS = 6
KERAVA, PYTHON, FLOOR = "Kerava", "Python Keras", "products only"
KERAS = {PYTHON: "default", "Python Keras, steps_per_execution=50": "steps", "Python Keras, jit_compile=True": "jit"}
EXACT = [KERAVA, *list(KERAS)[:2]]  # are to have equal bits
JVM = {"DJL on PyTorch": ("djl", "DjlTimes", ()), "DL4J": ("dl4j", "Dl4jTimes", ("transformer",))}  # folder, class, models for which it has no layers
TOLERANCE = 2e-3  # of a loss: PyTorch's Adam adds epsilon elsewhere than Keras's, which matters to gradients near 0
HEADER = ["model, batch", "way", "us/step", "time/Kerava's", "first step s", "CPU s", "peak MB", "equal work"]
FLOOR_HEADER = ["model, batch", "fastest Python Keras with equal bits", "its time/Kerava's", "products only us/step", "Kerava's time/products", "memory copied GB/s"]


# ---- sides

def torch_python():
    """The interpreter that has PyTorch: KERAVA_TORCH, or this one."""
    if "KERAVA_TORCH" in os.environ:
        return os.environ["KERAVA_TORCH"]
    return sys.executable if importlib.util.find_spec("torch") else None


def peer(peers, java, folder, main):
    """The command of a class beside a library that `make peers` has fetched; None: it has not."""
    classes = pathlib.Path(peers, folder)
    return [java, "-XX:+UseSerialGC", "-cp", f"{classes}{os.pathsep}{classes / '*'}", main] if (classes / "ready").exists() else None


def sides(name, kerava, peers):
    """Names and what to run for a model, or, as a text, why not; `kerava` is the command of WayTimes, `peers` the folder that `make peers` fills."""
    script = lambda name, *words, python=sys.executable: [python, str(HERE / name), *words]
    found = {KERAVA: kerava} | {title: script("way_times.py", way) for title, way in KERAS.items()}
    for way in ("eager", "compile"):
        found[f"PyTorch, {way}"] = script("torch_times.py", way, python=torch_python()) if torch_python() else "not installed"
    for title, (folder, main, lacking) in JVM.items():
        found[title] = "has no such layers" if name in lacking else peer(peers, kerava[0], folder, main) or "not built"
    return found | {FLOOR: script("floor_times.py")}


def result_of(command, measured):
    began = time.time()
    result = measured(command)
    told = json.loads(result["out"].splitlines()[-1])
    return told | {"first": told["first_at"] - began, "rss": result["rss_mb"], "cpu": result["cpu"]}


def measured_rounds(model, options, kerava, measured):
    """For each side its results, or why there are none."""
    batch, steps = MODELS[model]
    steps = min(steps, (options.limit or sys.maxsize) // batch)
    name, epochs = model.split("/")[0], options.epochs or EPOCHS
    with tempfile.TemporaryDirectory() as folder:
        measured([sys.executable, str(HERE / "way_times.py"), "make", folder, name, str(batch * steps)])
        commands = sides(name, kerava, options.peers)
        results = {side: [] if isinstance(command, list) else command for side, command in commands.items()}
        for number in range(options.rounds):
            for side in [side for side, found in results.items() if isinstance(found, list)]:
                print(f"{model}, {side}: round {number + 1} of {options.rounds}", file=sys.stderr)
                try:
                    results[side].append(result_of([*commands[side], folder, name, str(batch), str(epochs)], measured))
                except SystemExit as failed:
                    if side in (KERAVA, PYTHON):
                        raise
                    print(failed, file=sys.stderr)
                    results[side] = "failed"
    return results, batch, steps


# ---- cells

def microseconds(result, steps):
    return [1e6 * seconds / steps for seconds in result["seconds"][1:] or result["seconds"]]


def typical(steps):
    return lambda result: statistics.median(microseconds(result, steps))


def same_bits(results, side):
    return isinstance(results[side], list) and all(
        ours.get(key) == theirs[key] for ours, theirs in zip(results[side], results[PYTHON]) for key in ("loss", "md5"))


def equality(results, side):
    if same_bits(results, side):
        return "equal bits"
    off = max(abs(a - b) / abs(b) for ours, theirs in zip(results[side], results[PYTHON]) for a, b in zip(ours["loss"], theirs["loss"], strict=True))
    return f"loss within {off:.0e}" if off <= TOLERANCE and side not in EXACT else f"no: loss off by {off:.0e}"


def way_row(title, side, results, steps, ratio):
    found = results[side]
    if isinstance(found, str):
        return [title, side, found, *[""] * (len(HEADER) - 3)]
    every = [us for result in found for us in microseconds(result, steps)]
    median = lambda form, key: form.format(statistics.median(result[key] for result in found))
    return [title, side, f"{statistics.median(every):.0f} ({min(every):.0f}-{max(every):.0f})", ratio(list(zip(found, results[KERAVA])), typical(steps)),
            median("{:.2f}", "first"), median("{:.1f}", "cpu"), median("{:.0f}", "rss"), equality(results, side)]


def floor_row(title, results, steps, ratio):
    middle = lambda side: statistics.median(us for result in results[side] for us in microseconds(result, steps))
    against = lambda one, other: ratio(list(zip(results[one], results[other])), typical(steps))
    fastest = min((side for side in KERAS if same_bits(results, side)), key=middle)
    row = [title, fastest, against(fastest, KERAVA)]
    if isinstance(results[FLOOR], str):
        return [*row, results[FLOOR], "", ""]
    return [*row, f"{middle(FLOOR):.1f}", against(KERAVA, FLOOR), f"{statistics.median(result['copied'] for result in results[FLOOR]):.1f}"]


def tables(options, measured, java, ratio, table):
    """Prints both; measured, java, ratio and table are bench.py's own."""
    rows, floors = [], []
    with tempfile.TemporaryDirectory() as classes:
        kerava = java(options, classes, "WayTimes")
        for model in options.ways:
            results, batch, steps = measured_rounds(model, options, kerava, measured)
            title = f"{model.split('/')[0]}, {batch}"
            rows += [way_row(title, side, results, steps, ratio) for side in results if side != FLOOR]
            floors.append(floor_row(title, results, steps, ratio))
    table(HEADER, rows)
    print()
    table(FLOOR_HEADER, floors)
