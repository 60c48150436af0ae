"""Prediction as a service: one row at a time, from many threads, and ten thousand rows, beside Python Keras's ways and, where it is installed, ONNX Runtime. A part of bench.py."""
import importlib.util
import json
import os
import pathlib
import statistics
import sys
import tempfile

JUDGE = pathlib.Path(__file__).resolve().with_name("serving_times.py")
THREADS = ["1", "2", "4", "8"]
HEADER = ["784-256-128-10", "one row p50 us", "p99 us", *(f"rows/s, {count} threads" for count in THREADS), "rows/s of 10,000 rows"]


def rows(options, measured, java):
    """`measured` runs a command, `java` gives the command of a class in src/test/java: bench.py's own."""
    onnx = importlib.util.find_spec("onnxruntime") is not None
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "model.keras")
        measured([sys.executable, str(JUDGE), "make", file])
        sides = {"python": [sys.executable, str(JUDGE), "time", file], "kerava": [*java(options, folder, "ServingTimes"), file]}
        if onnx:
            sides["onnx"] = [sys.executable, str(JUDGE), "onnx", file]
        rounds = {name: [] for name in sides}
        for number in range(options.rounds):
            print(f"serving: round {number + 1} of {options.rounds}", file=sys.stderr)
            for name, command in sides.items():
                rounds[name].append(json.loads(measured(command)["out"].splitlines()[-1]))
    middle = lambda numbers: statistics.median(numbers)
    found = []
    for name, results in rounds.items():
        ways = {"python": ["predict", "predict_on_batch", "call"], "kerava": ["predict"], "onnx": ["run"]}[name]
        fastest = min(ways, key=lambda way: middle(result[way]["p50"] for result in results))
        for way in ways:
            latency = [f"{1e6 * middle(result[way][part] for result in results):.0f}" for part in ("p50", "p99")]
            threads = [f"{middle(result['threads'][count] for result in results):.0f}" if way == fastest else "" for count in THREADS]
            many = f"{middle(result['rows'] for result in results):.0f}" if way in ("predict", "run") else ""
            title = {"python": "Python ", "kerava": "Kerava ", "onnx": "ONNX Runtime "}[name] + way
            found.append([title, *latency, *threads, many])
    return found
