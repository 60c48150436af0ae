"""Prediction as a service: one row at a time, from many threads, and ten thousand rows, beside Python Keras's ways and, where they are installed, ONNX Runtime and DJL. A part of bench.py."""
import importlib.util
import json
import os
import pathlib
import statistics
import sys
import tempfile

import bench_ways

JUDGE = pathlib.Path(__file__).resolve().with_name("serving_times.py")
SIDES = {  # title, and ways to predict
    "python": ("Python", ["predict", "predict_on_batch", "call"]), "kerava": ("Kerava", ["predict"]), "onnx": ("ONNX Runtime", ["run"]),
    "djl": ("DJL on PyTorch", ["predict"])}
THREADS = ["1", "2", "4", "8"]
HEADER = ["784-256-128-10", "one row p50 us", "p99 us", *(f"rows/s, {count} threads" for count in THREADS), "rows/s of 10,000 rows"]


def commands(options, java, folder, file):
    """`java` gives the command of a class in src/test/java: bench.py's own."""
    found = {"python": [sys.executable, str(JUDGE), "time", file], "kerava": [*java(options, folder, "ServingTimes"), file]}
    if importlib.util.find_spec("onnxruntime"):
        found["onnx"] = [sys.executable, str(JUDGE), "onnx", file]
    if djl := bench_ways.peer(options.peers, found["kerava"][0], "djl", "DjlServing"):
        found["djl"] = [*djl, file]
    return found


def measured_rounds(options, measured, java):
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "model.keras")
        measured([sys.executable, str(JUDGE), "make", file])
        sides = commands(options, java, folder, file)
        rounds = {name: [] for name in sides}
        for number in range(options.rounds):
            print(f"serving: round {number + 1} of {options.rounds}", file=sys.stderr)
            for name, command in sides.items():
                rounds[name].append(json.loads(measured(command)["out"].splitlines()[-1]))
    return rounds


def check(rounds):
    """All predict the same for the first row."""
    told = {name: results[0]["first"] for name, results in rounds.items()}
    for name, row in told.items():
        if any(abs(a - b) > 1e-5 for a, b in zip(row, told["python"], strict=True)):
            sys.exit(f"{name} predicts {row}, and Python {told['python']}")


def rows(options, measured, java):
    """`measured` runs a command: bench.py's own."""
    rounds, found = measured_rounds(options, measured, java), []
    check(rounds)
    for name, results in rounds.items():
        title, ways = SIDES[name]
        middle = lambda number: statistics.median(number(result) for result in results)
        fastest = min(ways, key=lambda way: middle(lambda result: result[way]["p50"]))
        for way in ways:
            latency = [f"{1e6 * middle(lambda result: result[way][part]):.0f}" for part in ("p50", "p99")]
            threads = [f"{middle(lambda result: result['threads'][count]):.0f}" if way == fastest else "" for count in THREADS]
            many = f"{middle(lambda result: result['rows']):.0f}" if way in ("predict", "run") else ""
            found.append([f"{title} {way}", *latency, *threads, many])
    return found
