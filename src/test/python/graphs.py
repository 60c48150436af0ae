#!/usr/bin/env python3
"""Python's and Kerava's optimized training graphs side by side: what make graphs CASE=FILE.json has dumped to FOLDER/python and FOLDER/java.

    v/bin/python graphs.py target/graphs [--all]

One line an op: its name, type and inputs. Only what differs is told (- Python's, + Kerava's) unless --all is given; a lost bit is one of these lines. Left out: constants,
the loop that carries Kerava's batches, and how each side reads and writes weights.
"""
import argparse
import difflib
import os
import pathlib
import re

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
from google.protobuf import text_format
from tensorflow.core.framework import graph_pb2

CARRYING = {"Const", "NoOp", "Switch", "Merge", "NextIteration", "Enter", "Exit", "LoopCond", "Placeholder", "VarHandleOp", "ReadVariableOp", "AssignVariableOp",
            "AssignSubVariableOp", "AssignAddVariableOp", "_Arg", "_Retval", "IteratorGetNext", "Split", "SplitV", "OptionalFromValue"}
OURS = re.compile(r"(loop|loss|batch|metrics)(_\d+)?/|Loop|IteratorGetNext")
PREFIX = re.compile(r"^(\^?)(?:StatefulPartitionedCall/|Loop/body/_\d+/)")
MARK = "gradient_tape/"


def largest(folder):
    """The largest file of a graph with a backward pass in it, after the optimizer: the functions are inlined in it."""
    found = []
    for file in folder.glob("after_MetaOptimizer_[0-9]*"):
        graph = graph_pb2.GraphDef()
        text_format.Parse(file.read_text(), graph)
        if any(MARK in node.name for node in graph.node):
            found.append((file.stat().st_size, file.name, graph))
    if not found:
        raise SystemExit(f"{folder} holds no graph of a training step; has the case a fit?")
    return max(found, key=lambda each: each[:2])[2]


def lines(graph):
    kept = {node.name: node for node in graph.node if node.op not in CARRYING and not OURS.match(short(node.name))}
    return sorted(told(node) for node in kept.values())


def short(name):
    return PREFIX.sub(r"\1", name)


def told(node):
    fused = [name.decode() for name in node.attr["fused_ops"].list.s] if "fused_ops" in node.attr else []
    inputs = [weight(short(name)) for name in node.input if not name.startswith("^") or MARK in name]
    return f"{short(node.name)} = {node.op}{fused or ''}({', '.join(inputs)})"


def weight(name):
    """How an input is called on both sides."""
    if name.startswith("IteratorGetNext"):
        return name.replace("_", ":")
    return "weight" if "ReadVariableOp" in name or OURS.match(name) else name


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--all", action="store_true", help="the lines that are equal too")
    options = parser.parse_args()
    python, java = (lines(largest(options.folder / side)) for side in ("python", "java"))
    for line in difflib.ndiff(python, java):
        if line[0] in "+-" or options.all and line[0] == " ":
            print(line)
    print(f"{len(python)} ops in Python's training graph, {len(java)} in Kerava's, {len(set(python) & set(java))} the same")


if __name__ == "__main__":
    main()
