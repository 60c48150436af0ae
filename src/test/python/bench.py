#!/usr/bin/env python3
"""Times Python Keras and Kerava on the same runs, whole processes in turn (A B A B ...), and prints a Markdown table.

    v/bin/python bench.py --runs vanishing32-relu,vanishing32-sigmoid --kerava target/kerava/bin/kerava --rounds 3

Run it with the interpreter that has Keras. Both sides use their default number of threads; let nothing else run beside it.
us/step: median over all epochs but the first (in which both trace and warm up) of all rounds.
Python/Kerava: how many times Kerava is faster, median of the rounds' own ratios, with the least and the greatest; Python by default, and with many steps an execution.
Equal bits: the same MD5 of every trained weight, the same history and the same scores, in every round.

Files: both load the same file that Python made, and save what they have loaded, in a process that has done so with a small file before.
peak / file: peak resident memory above that of a process that only starts (Python: and imports), in sizes of the file.
"""
import argparse
import json
import os
import pathlib
import shlex
import statistics
import subprocess
import sys
import tempfile
import time

import bench_runs
import bench_sequences
import bench_serving
import bench_start
import bench_ways

HERE = pathlib.Path(__file__).resolve().parent
MODEL_FILES, DEEP_MODEL, APPLICATIONS = (HERE / f"{name}.py" for name in ("model_files", "deep_model", "application_times"))
TIMES = HERE.parent / "java" / "kerava"
FORMATS = ["keras", "h5", "keras2.h5", "weights.h5"]


# ---- processes

def measured(command):
    """Runs one process to its end: what it printed, its wall and processor seconds and its peak resident memory (with its children's)."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0), err.seek(0)
        if process.returncode:
            sys.exit(f"{shlex.join(command)} failed with {process.returncode}:\n{err.read().decode(errors='replace')[-2000:]}")
        unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
        return {"out": out.read().decode(), "seconds": seconds, "rss_mb": usage.ru_maxrss / unit, "cpu": usage.ru_utime + usage.ru_stime}


# ---- model files

def java(options, classes, name):
    """The command that runs a class, compiled into the folder, on the libraries beside Kerava's launcher and with its collector."""
    libraries = pathlib.Path(shlex.split(options.kerava)[0]).resolve().parents[1] / "lib" / "*"
    home = os.environ.get("JAVA_HOME")
    tool = lambda name: str(pathlib.Path(home, "bin", name)) if home else name
    subprocess.run([tool("javac"), "-d", classes, "-cp", str(libraries), "-sourcepath", str(TIMES.parent), str(TIMES / f"{name}.java")], check=True)
    return [tool("java"), "-XX:+UseSerialGC", "-cp", os.pathsep.join([classes, str(libraries)]), f"kerava.{name}"]


def file_result(command, idle, folder, form):
    """One process that warms up with the small file, and its peak in sizes of the large one."""
    names = [os.path.join(folder, f"{name}.{form}") for name in ("small", "copy", "large", "copy")]
    result = measured([*command, *names])
    above = (result["rss_mb"] - idle["rss_mb"]) * (1 << 20) / os.path.getsize(names[2])
    return json.loads(result["out"].splitlines()[-1]) | {"peak": above}


def file_row(options, form):
    judge = [sys.executable, str(MODEL_FILES)]
    with tempfile.TemporaryDirectory() as folder:
        for name, megabytes in {"small": 12, "large": options.megabytes}.items():
            measured([*judge, "make", os.path.join(folder, f"{name}.{form}"), str(megabytes)])
        sides = [([*judge, "time"], measured([*judge, "idle", form])), ((ours := java(options, folder, "FileTimes")), measured(ours))]
        pairs = []
        for number in range(options.rounds):
            print(f"{form}: round {number + 1} of {options.rounds}", file=sys.stderr)
            pairs.append([file_result(*side, folder, form) for side in sides])
        size = os.path.getsize(os.path.join(folder, f"large.{form}")) / 1e6
    median = lambda key: [f"{statistics.median(result[key] for result in side):.2f}" for side in zip(*pairs)]
    times = [cell for key in ("load", "save") for cell in [*median(key), ratio(pairs, lambda result: result[key])]]
    return [f".{form}, {size:.0f} MB", *times, *median("peak")]


# ---- deep models

def deep_row(options, layers):
    """The first of a process, as a user has it."""
    with tempfile.TemporaryDirectory() as folder:
        sides = [[sys.executable, str(DEEP_MODEL)], java(options, folder, "DeepTimes")]
        pairs = []
        for number in range(options.rounds):
            print(f"{layers} layers: round {number + 1} of {options.rounds}", file=sys.stderr)
            pairs.append([json.loads(measured([*side, str(layers)])["out"].splitlines()[-1]) for side in sides])
    median = lambda key: [f"{statistics.median(result[key] for result in side):.2f}" for side in zip(*pairs)]
    same = "yes" if all(ours["loss"] == theirs["loss"] for theirs, ours in pairs) else "no"
    return [str(layers), *median("build"), *median("step"), ratio(pairs, lambda result: result["build"] + result["step"]), same]


# ---- models of keras.applications

def application_row(options, name):
    """Of full size; each side loads the file that Python made. Milliseconds of one picture: the median; a second's pictures: of a batch."""
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "model.keras")
        measured([sys.executable, str(APPLICATIONS), "make", name, file])
        sides = [[sys.executable, str(APPLICATIONS), "time", file], [*java(options, folder, "ApplicationTimes"), file]]
        pairs = []
        for number in range(options.rounds):
            print(f"{name}: round {number + 1} of {options.rounds}", file=sys.stderr)
            results = [measured(side) for side in sides]
            pairs.append([json.loads(result["out"].splitlines()[-1]) | {"rss": result["rss_mb"]} for result in results])
        size = os.path.getsize(file) / 1e6
    median = lambda form, key, scale=1: [form.format(statistics.median(side[key] for side in sides) * scale) for sides in zip(*pairs)]
    by = lambda key: ratio(pairs, lambda result: result[key])
    same = "yes" if all(ours["md5"] == theirs["md5"] for theirs, ours in pairs) else "no"
    return [f"{name}, {size:.0f} MB", *median("{:.2f}", "load"), by("load"), *median("{:.1f}", "one", 1e3), by("one"), *median("{:.1f}", "each", 1e3), by("each"),
            same, *median("{:.0f}", "rss")]


# ---- sequences

def sequence_rows(options):
    with tempfile.TemporaryDirectory() as folder:
        command = java(options, folder, "SequenceTimes")
        for kind in bench_sequences.LAYERS:
            for length in options.sequences:
                yield bench_sequences.row(kind, length, command, measured, ratio, options.rounds, options.epochs or bench_runs.USUAL_EPOCHS)


# ---- tables

def ratio(pairs, number):
    """Of two results at a time, as 1.50 (1.40-1.60)."""
    ratios = [number(a) / number(b) for a, b in pairs]
    return f"{statistics.median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})"


def table(header, rows):
    for row in [header, ["---"] * len(header), *rows]:
        print("| " + " | ".join(row) + " |")


FILE_HEADER = ["file", *(cell for verb in ("load", "save") for cell in (f"Python {verb} s", f"Kerava {verb} s", "Python/Kerava")),
               "Python peak / file", "Kerava peak / file"]
DEEP_HEADER = ["layers", "Python build s", "Kerava build s", "Python first step s", "Kerava first step s", "Python/Kerava", "equal loss"]
APPLICATION_HEADER = ["model", *(cell for what in ("load s", "one picture ms", "a picture of 16 ms") for cell in (f"Python {what}", f"Kerava {what}", "Python/Kerava")),
                      "equal bits", "Python peak MB", "Kerava peak MB"]


# ---- command line

def options():
    known = list(bench_runs.HOMES)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kerava", required=True, help="the command that starts Kerava, in one string")
    listed = lambda text: [name for name in text.split(",") if name]
    parser.add_argument("--runs", type=listed, default=known, help="default: " + ",".join(known))
    parser.add_argument("--ways", type=listed, default=list(bench_ways.MODELS), help="models to train in many ways; default: " + ",".join(bench_ways.MODELS))
    parser.add_argument("--peers", default=str(HERE.parents[2] / "target" / "peers"), help="the folder that `make peers` fills")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--epochs", type=int, help=f"default: {bench_runs.USUAL_EPOCHS} of each run, {bench_runs.EPOCHS} of some; whole notebooks in full")
    parser.add_argument("--limit", type=int, help="only the first N training samples")
    parser.add_argument("--notebooks", nargs="*", choices=list(bench_runs.NOTEBOOKS), default=["vanishing-gradient"], help="run whole, from a cold start")
    parser.add_argument("--files", nargs="*", choices=FORMATS, default=FORMATS, help="formats of model files to load and save")
    parser.add_argument("--layers", nargs="*", type=int, default=[100], help="numbers of layers of deep models to build and train a step")
    parser.add_argument("--applications", nargs="*", default=["MobileNetV2", "ResNet50"], help="models of keras.applications to load and predict with")
    parser.add_argument("--sequences", nargs="*", type=int, default=bench_sequences.LENGTHS, help="lengths of sequences to train recurrent layers on")
    parser.add_argument("--starts", action=argparse.BooleanOptionalAction, default=True, help="the start of short commands, up to the first training step")
    parser.add_argument("--serving", action=argparse.BooleanOptionalAction, default=True, help="one row at a time, from many threads, and many rows")
    parser.add_argument("--megabytes", type=int, default=100, help="of each model file")
    chosen = parser.parse_args()
    for names, there in ((chosen.runs, known), (chosen.ways, list(bench_ways.MODELS))):
        if unknown := sorted(set(names) - set(there)):
            parser.error(f"no run is called {', '.join(unknown)}; there are {', '.join(there)}")
    return chosen


def main():
    chosen = options()
    if chosen.runs:
        table(bench_runs.HEADER, [bench_runs.row(run, chosen, measured, ratio) for run in chosen.runs])
        print()
    if chosen.notebooks:
        table(bench_runs.NOTEBOOK_HEADER, [bench_runs.notebook_row(notebook, chosen, measured, ratio) for notebook in chosen.notebooks])
        print()
    if chosen.starts:
        table(bench_start.HEADER, bench_start.rows(chosen, measured, ratio, shlex.split(chosen.kerava)))
        print()
    if chosen.serving:
        table(bench_serving.HEADER, bench_serving.rows(chosen, measured, java))
        print()
    if chosen.layers:
        table(DEEP_HEADER, [deep_row(chosen, layers) for layers in chosen.layers])
        print()
    if chosen.applications:
        table(APPLICATION_HEADER, [application_row(chosen, name) for name in chosen.applications])
        print()
    if chosen.sequences:
        table(bench_sequences.HEADER, sequence_rows(chosen))
        print()
    if chosen.ways:
        bench_ways.tables(chosen, measured, java, ratio, table)
        print()
    if chosen.files:
        table(FILE_HEADER, [file_row(chosen, form) for form in chosen.files])


if __name__ == "__main__":
    main()
