"""The notebooks' runs and whole notebooks: Python Keras by default and with many steps an execution, and Kerava, in turn. A part of bench.py.

`measured` runs a command and `ratio` tells that of pairs of results: bench.py's own.
"""
import json
import pathlib
import shlex
import statistics
import sys

REFERENCE = pathlib.Path(__file__).resolve().with_name("reference.py")
FLOOR = REFERENCE.with_name("floor_times.py")
NOTEBOOKS = {
    "vanishing-gradient": ["vanishing32-relu", "vanishing32-sigmoid"],
    "vanishing-gradient-64": ["vanishing64-relu", "vanishing64-sigmoid"],
    "dnn": ["xor", "dnn-sgd", "dnn-adam", "dnn-he", "dnn-dropout", "dnn-overfit"],
    "fashion-mnist": ["fashion-sigmoid", "fashion-relu", "fashion-sgd", "fashion-nesterov", "fashion-adagrad", "fashion-rmsprop",
                      "fashion-adam"],
    "mlp": ["mlp50"],
    "deep-learning-with-python": ["dlwp-dense", "dlwp-convnet"],
    "mnist-convnet": ["mnist-convnet"],
    "hands-on-fashion": ["hands-on-mlp", "hands-on-batchnorm"],
    "autoencoder": ["autoencoder"],
    "addition-rnn": ["addition-rnn"],
    "sequence-classification": ["bidirectional-lstm", "transformer"],
    "miniature-gpt": ["miniature-gpt"],
    "seq2seq": ["seq2seq"],
}
HOMES = {run: notebook for notebook, runs in NOTEBOOKS.items() for run in runs}
EPOCHS = {"xor": 1000, "dlwp-convnet": 2, "mnist-convnet": 2, "autoencoder": 2, "addition-rnn": 2}  # where --epochs is not given: the first warms up
USUAL_EPOCHS = 3
MANY = 50  # steps an execution: Python Keras's fastest setting with equal bits
FLOOR_STEPS, FLOOR_EPOCHS = 300, 6
PROCESS = ["Python total s", "Kerava total s", "Python peak MB", "Kerava peak MB"]
HEADER = ["run", "Python us/step", f"Python us/step, {MANY} an execution", "Kerava us/step", "Python/Kerava", f"Python, {MANY} an execution/Kerava",
          "products only us/step", "Kerava/products", "equal bits", *PROCESS]
NOTEBOOK_HEADER = ["whole notebook from cold start", "Python/Kerava", "equal bits", *PROCESS]


# ---- sides

def python(options, measured, epochs, runs, *more):
    result = measured([sys.executable, str(REFERENCE), *runs, "--lean", *settings(options, epochs), *more])
    lines = [json.loads(line) for line in result["out"].splitlines()]
    return result | {"runs": {line["run"]: line for line in lines}}


def kerava(options, measured, epochs, notebook, *only):
    result = measured([*shlex.split(options.kerava), "run", notebook, *only, "--json", "--quiet", *settings(options, epochs)])
    return result | {"runs": json.loads(result["out"])["runs"]}


def floor(measured, run):
    """Microseconds of each epoch's steps, of their products alone; none where there are others than Dense has."""
    told = json.loads(measured([sys.executable, str(FLOOR), "run", run, str(FLOOR_STEPS), str(FLOOR_EPOCHS)])["out"].splitlines()[-1])
    return [1e6 * seconds / FLOOR_STEPS for seconds in told["seconds"][1:]]


def settings(options, epochs):
    chosen = {"--seed": options.seed, "--epochs": epochs, "--limit": options.limit}
    return [word for name, value in chosen.items() if value is not None for word in (name, str(value))]


def rounds(options, title, *sides):
    """For each round what each side gives, one after the other."""
    results = []
    for number in range(options.rounds):
        print(f"{title}: round {number + 1} of {options.rounds}", file=sys.stderr)
        results.append([side() for side in sides])
    return results


# ---- cells

def epoch_microseconds(result, run, steps):
    seconds = result["runs"][run]["epoch_seconds"]
    return [1e6 * s / steps for s in seconds[1:] or seconds]


def differences(pairs, runs):
    compared = [(run, key) for run in runs for key in ("weights_md5", "history", "evaluate")]
    return [f"{run} {key}" for run, key in compared if any(a["runs"][run][key] != b["runs"][run][key] for a, b in pairs)]


def equality(pairs, runs):
    different = differences(pairs, runs)
    return "no: " + ", ".join(different) if different else "yes"


def process_cells(pairs):
    cells = [("seconds", "{:.1f}"), ("rss_mb", "{:.0f}")]
    return [form.format(statistics.median(result[key] for result in side)) for key, form in cells for side in zip(*pairs)]


# ---- rows

def row(run, options, measured, ratio):
    epochs = options.epochs or EPOCHS.get(run, USUAL_EPOCHS)
    results = rounds(options, run, lambda: python(options, measured, epochs, [run]),
                     lambda: python(options, measured, epochs, [run], "--steps-per-execution", str(MANY)),
                     lambda: kerava(options, measured, epochs, HOMES[run], "--only", run), lambda: floor(measured, run))
    steps = results[0][0]["runs"][run]["steps_per_epoch"]
    *sides, products = zip(*results)
    usual, many = list(zip(sides[0], sides[2])), list(zip(sides[1], sides[2]))
    typical = lambda result: statistics.median(epoch_microseconds(result, run, steps))
    every = [statistics.median([us for result in side for us in epoch_microseconds(result, run, steps)]) for side in sides]
    floors = [us for side in products for us in side]
    least = [f"{statistics.median(floors):.0f}", f"{every[2] / statistics.median(floors):.1f}"] if floors else ["", ""]
    return [run, *(f"{us:.0f}" for us in every), ratio(usual, typical), ratio(many, typical), *least, equality(usual + many, [run]), *process_cells(usual)]


def notebook_row(notebook, options, measured, ratio):
    runs = NOTEBOOKS[notebook]
    pairs = rounds(options, notebook, lambda: python(options, measured, options.epochs, runs), lambda: kerava(options, measured, options.epochs, notebook))
    return [notebook, ratio(pairs, lambda result: result["seconds"]), equality(pairs, runs), *process_cells(pairs)]
