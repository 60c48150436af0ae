"""The part of bench.py that measures recurrent layers on sequences of several lengths: time of a training step and peak memory."""
import json
import pathlib
import statistics
import sys

SCRIPT = pathlib.Path(__file__).resolve().with_name("sequence_times.py")
LAYERS = ["LSTM", "GRU"]
LENGTHS = [20, 100, 500, 1000, 2000]
HEADER = ["layer, steps of a sequence", "Python us/step", "Kerava us/step", "Python/Kerava", "Python first epoch s", "Kerava first epoch s", "equal bits",
          "Python peak MB", "Kerava peak MB"]


def batches(length):
    """Of an epoch: some 2,000 steps of sequences."""
    return max(2, 2000 // length)


def row(kind, length, java, measured, ratio, rounds, epochs):
    """java: the command of SequenceTimes; measured, ratio: those of bench.py."""
    arguments = [kind, str(length), str(batches(length)), str(epochs)]
    pairs = []
    for number in range(rounds):
        print(f"{kind} of {length} steps: round {number + 1} of {rounds}", file=sys.stderr)
        results = [measured([*side, *arguments]) for side in ([sys.executable, str(SCRIPT)], java)]
        pairs.append([told(result["out"].splitlines()[-1], batches(length)) | {"rss": result["rss_mb"]} for result in results])
    median = lambda form, key: [form.format(statistics.median(result[key] for result in side)) for side in zip(*pairs)]
    same = all(ours[key] == theirs[key] for theirs, ours in pairs for key in ("loss", "md5"))
    return [f"{kind}(64), {length}", *median("{:.0f}", "step"), ratio(pairs, lambda result: result["step"]), *median("{:.2f}", "first"),
            "yes" if same else "no", *median("{:.0f}", "rss")]


def told(line, count):
    result = json.loads(line)
    first, *rest = result["seconds"]
    return result | {"first": first, "step": 1e6 * statistics.median(rest or [first]) / count}
