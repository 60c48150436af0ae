#!/usr/bin/env python3
"""The differential tester: random Sequential models through Python Keras and through Kerava, compared byte by byte.

make differential ARGS="--seed 7 --count 500"     cases drawn from the seeds 7, 8, ...; CASE=FILE.json: that case alone

kerava.interop.Differential starts this and is the other side: a line {"case": ..., "folder": ...} here on stdout is answered by a line on stdin, all
other lines are for people. It ends with 1 if there was a fault. Failing cases are shrunk, and lie in target/differential.
"""
import argparse
import collections
import datetime
import json
import os
import pathlib
import shutil
import sys
import tempfile
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
if "KERAVA_GRAPHS" in os.environ:  # make graphs: Kerava's process has the folder beside
    os.environ["TF_DUMP_GRAPH_PREFIX"] = os.environ["KERAVA_GRAPHS"]
import draw
import keras_side
import known
import script
from compare import judge
from shrink import shrink

KEPT = pathlib.Path("target/differential")
SHOWN = 8  # differences of a case that are told


class Sides:
    """Both sides of a case, each with a fresh folder to hand files over."""

    def __init__(self):
        self.folder, self.cases = pathlib.Path(tempfile.mkdtemp(prefix="kerava-differential")), 0

    def run(self, case):
        """(what Python told, what Kerava told)."""
        self.cases += 1
        folder = self.folder / str(self.cases)
        folder.mkdir()
        (KEPT / "running.json").write_text(json.dumps(case, indent=1))
        try:
            made = keras_side.forked(lambda result: keras_side.hand_over(case, folder), folder)
            if "error" in made:
                return made, made
            print(json.dumps({"case": case, "folder": str(folder)}), flush=True)
            python = keras_side.forked(lambda result: keras_side.run(case, folder, result), folder)
            return python, self.answer()
        finally:
            shutil.rmtree(folder)

    def answer(self):
        line = sys.stdin.readline()
        if not line:
            raise SystemExit(f"Kerava's process is gone; the case lies in {KEPT / 'running.json'}")
        return json.loads(line)

    def judged(self, case):
        return judge(case, *self.run(case))

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        (KEPT / "running.json").unlink(missing_ok=True)


def steady(sides, case, verdict):
    """Whether two more runs of Python agree; where two of Kerava do not, the verdict says so."""
    (python, kerava), (again, ours) = sides.run(case), sides.run(case)
    if ours["steps"] != kerava["steps"]:
        verdict.lines.insert(0, "Kerava's own runs differ")
    return again["steps"] == python["steps"]


def report(sides, case, verdict, tries):
    print(f"\n{verdict.kind.upper()}: case {case['id']}", *verdict.lines[:SHOWN], sep="\n  ", flush=True)
    if tries:
        case, verdict = shrink(case, verdict, sides.judged, tries)
        print("Made as small as it gets:", *verdict.lines[:SHOWN], sep="\n  ")
    file = KEPT / f"{case['id']}.json"
    file.write_text(json.dumps(case, indent=1))
    print(f"Again: make differential CASE={file}; it touches {', '.join(sorted(known.tags(case))) or 'no known difference'}; in Python:", *script.lines(case),
          sep="\n  ", flush=True)


def cases(options):
    if options.case:
        for file in sorted(options.case.glob("*.json")) if options.case.is_dir() else [options.case]:
            yield json.loads(file.read_text())
        return
    until = time.time() + 60 * options.minutes if options.minutes else None
    number = 0
    while (until is None or time.time() < until) and (not options.count or number < options.count):
        yield draw.draw(options.seed + number, known.KNOWN if options.all else (), options.touching)
        number += 1


def names(text):
    unknown = set(text.split(",")) - set(known.KNOWN)
    if unknown:
        raise argparse.ArgumentTypeError(f"no known difference is called {', '.join(unknown)}; there are {', '.join(known.KNOWN)}")
    return text.split(",")


def parsed():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, help="of the first case; default: from the clock")
    parser.add_argument("--count", type=int, help="that many cases")
    parser.add_argument("--minutes", type=float, help="no new case after that; without --count 2.5")
    parser.add_argument("--case", type=pathlib.Path, metavar="FILE.json", help="this case alone, or those of a folder")
    parser.add_argument("--all", action="store_true", help="the known differences too (docs/differences.md)")
    parser.add_argument("--touching", type=names, default=(), metavar="NAME,NAME", help="only cases that touch one of these known differences")
    parser.add_argument("--shrunk", type=int, default=3, help="how many failing cases are made small (default 3)")
    parser.add_argument("--tries", type=int, default=150, help="how often a case is tried smaller (default 150)")
    options = parser.parse_args()
    if options.seed is None:
        options.seed = int(datetime.datetime.now().timestamp()) * 1000 % 10**9
    if options.count is None and options.minutes is None:
        options.minutes = 2.5
    return options


def main():
    options = parsed()
    KEPT.mkdir(parents=True, exist_ok=True)
    sides, kinds, faults = Sides(), collections.Counter(), []
    print(f"differential --seed {options.seed}", flush=True)
    for case in cases(options):
        verdict = sides.judged(case)
        if verdict.fault and not steady(sides, case, verdict):
            print(f"\nPython's own runs differ: case {case['id']}", *verdict.lines[:SHOWN], sep="\n  ", flush=True)
            verdict.kind = "unsteady in Python"
        kinds[verdict.kind] += 1
        if verdict.fault:
            report(sides, case, verdict, options.tries if len(faults) < options.shrunk else 0)
            faults.append(case["id"])
    sides.close()
    print(f"\n{kinds.total()} cases from seed {options.seed}: {', '.join(f'{count} {kind}' for kind, count in kinds.most_common())}", flush=True)
    if faults:
        print("faults:", *faults, flush=True)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
