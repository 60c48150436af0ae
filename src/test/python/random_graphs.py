#!/usr/bin/env python3
"""Random formulas of TensorFlow's operations, with their values and gradients in Python: one JSON line each.

    v/bin/python random_graphs.py --seed 7 --count 200      draws them
    v/bin/python random_graphs.py --graphs FILE             those of FILE, a JSON line each, without values where they are not finite

A graph: {"rows", "columns", "names", "nodes": [[operation, place, ...], ...]}. Places 0 .. 3 are the inputs: x (rows, columns), y the same, a row (columns),
a square matrix; then come the nodes. Each node has a scope, whose name decides the order in which TensorFlow's graph optimizer sees it. The value is that of
the last node, the gradients are those of its sum, weighted by a fifth input. Inputs are tanh of what is given, for a
function's argument and what is fed are not the same to the optimizer. Java has the operations under the same names (src/test/java/kerava/interop/RandomGraphsInterop.java).
"""
import argparse
import json
import random

import reference  # first, for it quiets TensorFlow
import numpy as np
import tensorflow as tf
from keras import ops

UNARY = {
    "negative": "-{}", "abs": "tf.abs({})", "square": "tf.square({})", "tanh": "tf.tanh({})", "sigmoid": "ops.sigmoid({})", "relu": "ops.relu({})",
    "relu6": "ops.relu6({})", "elu": "ops.elu({})", "selu": "ops.selu({})", "leakyRelu": "ops.leaky_relu({}, .125)", "softplus": "ops.softplus({})",
    "softsign": "ops.softsign({})", "silu": "ops.silu({})", "gelu": "ops.gelu({}, approximate=False)", "logSigmoid": "ops.log_sigmoid({})",
    "softmax": "ops.softmax({})", "logSoftmax": "ops.log_softmax({})", "clip": "ops.clip({}, -.5, .5)", "half": "{} * .5", "more": "{} + .75",
    "less": "{} - .75",
    "rest": "1. - {}", "third": "{} / 3.", "expOfTanh": "tf.exp(tf.tanh({}))", "erf": "tf.math.erf({})", "rootOfSquare": "tf.sqrt(tf.square({}) + .5)",
    "logOfSquare": "tf.math.log1p(tf.square({}))", "centred": "{0} - tf.reduce_mean({0}, [-1], keepdims=True)", "scaledByRow": "{} * {row}",
    "biased": "ops.add({}, {row})",
    "product": "ops.matmul({}, {square})", "einsum": "ops.einsum('ab,cb->ac', {}, {square})", "reversed": "{}[:, ::-1]",
    "turned": "ops.transpose(ops.transpose({}, (1, 0)), (1, 0))",
    "belowMax": "{0} - ops.max({0}, axis=-1, keepdims=True)", "layerNormalized": "ops.layer_normalization({}, None, None, -1, .5)",
    "softmaxOverRows": "ops.softmax({}, axis=0)",
    "inDouble": "tf.cast(tf.cast({}, 'float64') * .3, 'float32')", "someRows": "{0} * tf.reduce_mean(ops.take({0}, ROWS, axis=0))",
}
BINARY = {"plus": "{} + {}", "minus": "{} - {}", "times": "{} * {}", "multiply": "ops.multiply({}, {})", "squaredDifference": "tf.math.squared_difference({}, {})",
          "where": "tf.where({0} > {1}, {0}, {1})", "overSoftplus": "{} / (ops.softplus({}) + 1.)",
          "subtract": "ops.subtract({}, {})", "maximum": "ops.maximum({}, {})", "minimum": "ops.minimum({}, {})",
              "concatenate": "ops.concatenate([{}, {}], 1)[:, ::2]",
          "stack": "tf.reduce_sum(ops.stack([{}, {}], 1), 1)", "unstack": "ops.multiply(*ops.unstack(ops.stack([{}, {}], -1), axis=-1))"}
ALL = UNARY | BINARY
INPUTS = ["x", "y", "row", "square"]
ROWS = tf.constant([0, -1, 0])
FINITE = 1e6
RUNS = 10  # Python itself has several results where TensorFlow's AddN begins with the term whose memory is free first


def drawn(rng):
    nodes = []
    for place in range(4, 4 + rng.randint(2, 12)):
        operation = rng.choice([*UNARY, *BINARY, *BINARY])
        known = [0, 1, *range(4, place)]
        nodes.append([operation, *(rng.choice(known[-4:]) for _ in range(1 + (operation in BINARY)))])
    used = {place for node in nodes for place in node[1:]}
    for place in [p for p in range(4, 3 + len(nodes)) if p not in used]:
        nodes.append(["plus", 3 + len(nodes), place])
    names = [f"{rng.choice('abyz')}{rng.randint(0, 99)}" for _ in nodes]
    return {"rows": rng.choice([1, 2, 5, 8]), "columns": rng.choice([1, 3, 4, 16]), "names": names, "nodes": nodes}


def lines(graph):
    """The formula as lines of Python."""
    names = {i: name for i, name in enumerate(INPUTS)}
    for i, (operation, *places) in enumerate(graph["nodes"]):
        names[4 + i] = f"n{i}"
        yield f"with tf.name_scope({graph['names'][i]!r}): n{i} = {ALL[operation].format(*(names[p] for p in places), row='row', square='square')}"


def inputs(graph):
    rows, columns = graph["rows"], graph["columns"]
    draw = np.random.RandomState(rows * 100 + columns)
    return [draw.randn(*shape).astype("float32") for shape in ((rows, columns), (rows, columns), (columns,), (columns, columns), (rows, columns))]


def told(graph, runs=RUNS):
    code = compile("\n".join(lines(graph)), "formula", "exec")

    @tf.function
    def run(*given):
        with tf.GradientTape() as tape:
            tape.watch(given)
            scope = {"tf": tf, "ops": ops, "ROWS": ROWS, **dict(zip(INPUTS, [tf.tanh(x) for x in given]))}
            exec(code, scope)
            y = scope[f"n{len(graph['nodes']) - 1}"]
            total = tf.reduce_sum(y * tf.tanh(given[4]))
        return y, tape.gradient(total, given, unconnected_gradients="zero")

    given = inputs(graph)
    tensors, results = [tf.constant(x) for x in given], {}
    for _ in range(runs):
        y, gradients = run(*tensors)
        values = [y.numpy(), *(g.numpy() for g in gradients)]
        results[b"".join(v.tobytes() for v in values)] = values
    if not all(np.all(np.abs(v) < FINITE) for v in values):
        return None
    return graph | {"inputs": [told_array(x) for x in given], "results": [[told_array(v) for v in values] for values in results.values()],
                    "python": list(lines(graph))}


def told_array(x):
    return {"shape": list(x.shape), "values": [float(v) for v in x.ravel()]}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--graphs")
    parser.add_argument("--runs", type=int, default=RUNS, help="of each graph, for all the results that Python itself has")
    options = parser.parse_args()
    if options.graphs:
        with open(options.graphs) as file:
            for line in file:
                print(json.dumps(told(json.loads(line), options.runs) or {"skipped": True}))
        return
    rng, found = random.Random(options.seed), 0
    while found < options.count:
        graph = told(drawn(rng))
        if graph:
            found += 1
            print(json.dumps(graph))


if __name__ == "__main__":
    main()
