#!/usr/bin/env python3
"""The floor under a training step: only its products, forward and backward, in one loop of TensorFlow's with its usual threads; and how fast memory copies.

    v/bin/python floor_times.py FOLDER MODEL BATCH EPOCHS      # of a model of way_times.py; prints a JSON line
    v/bin/python floor_times.py run RUN STEPS EPOCHS           # of a notebook's run; no seconds where layers other than Dense have products

Nothing is added, activated, reduced or updated, and no product waits for another, so that no training with these kernels can be faster.
"""
import concurrent.futures
import json
import os
import pathlib
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import numpy as np
import tensorflow as tf

COPIED = 256 << 20


def numbers(*shape):
    return tf.random.stateless_uniform(shape, [1, 2])


def product(left, right, **transposed):
    """A thunk on operands of its own, for equal products would be made one."""
    a, b = numbers(*left), numbers(*right)
    return lambda: tf.matmul(a, b, **transposed)


def multiplied(batch, rows, inner, columns, needs_input_gradient=True):
    """A product, the gradient of its right operand and, if somebody needs it, that of its left."""
    left, right, out = (*batch, rows, inner), (*batch, inner, columns), (*batch, rows, columns)
    back = [product(left, out, transpose_a=True)] + [product(out, right, transpose_b=True)] * needs_input_gradient
    return [product(left, right), *back]


def dense(rows, inputs, outputs, needs_input_gradient=True):
    return multiplied((), rows, inputs, outputs, needs_input_gradient)


def convolved(batch, size, inputs, outputs, needs_input_gradient=True):
    x, kernel, out = numbers(batch, size, size, inputs), numbers(3, 3, inputs, outputs), numbers(batch, size - 2, size - 2, outputs)
    valid = {"strides": [1, 1, 1, 1], "padding": "VALID"}
    back = [lambda: tf.raw_ops.Conv2DBackpropFilter(input=x, filter_sizes=kernel.shape, out_backprop=out, **valid)]
    if needs_input_gradient:
        back.append(lambda: tf.raw_ops.Conv2DBackpropInput(input_sizes=x.shape, filter=kernel, out_backprop=out, **valid))
    return [lambda: tf.nn.conv2d(x, kernel, **valid), *back]


def groups(name, batch):
    """Pairs: how many times a step does them, products."""
    if name == "784-100-10":
        return [(1, dense(batch, 784, 100, False) + dense(batch, 100, 10))]
    if name == "mnist-convnet":
        return [(1, convolved(batch, 28, 1, 32, False) + convolved(batch, 13, 32, 64) + dense(batch, 1600, 10))]
    if name == "lstm":
        return [(100, dense(batch, 8, 256, False) + dense(batch, 64, 256)), (1, dense(batch, 64, 10))]
    steps, heads = batch * 40, (batch, 4)
    attention = dense(steps, 32, 64, False) + [made for _ in range(4) for made in dense(steps, 64, 64)] + multiplied(heads, 40, 16, 40) + multiplied(heads, 40, 40, 16)
    return [(1, attention + dense(steps, 64, 128) + dense(steps, 128, 64) + dense(batch, 64, 10))]


def groups_of_run(run):
    import reference
    run = reference.RUNS[run]
    layers = [layer for layer in run.model().layers if any(weight.path.endswith("kernel") for weight in layer.weights)]
    if any(type(layer).__name__ != "Dense" for layer in layers):
        return []
    return [(1, [made for layer in layers for made in dense(run.batch_size, *layer.kernel.shape, layer is not layers[0])])]


def loop(products):
    """What each product gives is a variable of the loop, so that TensorFlow leaves none out."""
    @tf.function
    def run(count):
        body = lambda i, *_: (i + 1, *(made() for made in products))
        begin = (tf.constant(0), *(tf.zeros(made().shape) for made in products))
        return [tf.reshape(out, [-1])[0] for out in tf.while_loop(lambda i, *_: i < count, body, begin, parallel_iterations=1)[1:]]

    return run


def copied_gb_a_second():
    """Bytes read and written, of the best of ten copies by as many threads as there are cores."""
    cores = len(os.sched_getaffinity(0))
    source, target = np.ones(COPIED, "uint8"), np.ones(COPIED, "uint8")
    parts, best = list(zip(np.array_split(target, cores), np.array_split(source, cores))), float("inf")
    with concurrent.futures.ThreadPoolExecutor(cores) as threads:
        for _ in range(10):
            began = time.perf_counter()
            list(threads.map(lambda part: np.copyto(*part), parts))
            best = min(best, time.perf_counter() - began)
    return 2 * COPIED / best / 1e9


def measured(groups, steps, epochs):
    loops, seconds = [(times, loop(products)) for times, products in groups], []
    for _, run in loops:
        run(tf.constant(1))
    first_at = time.time()
    for _ in range(epochs if loops else 0):
        began = time.perf_counter()
        for times, run in loops:
            [out.numpy() for out in run(tf.constant(times * steps))]
        seconds.append(time.perf_counter() - began)
    return {"first_at": first_at, "seconds": seconds, "loss": []}


def main(folder, name, number, epochs):
    if folder == "run":
        return print(json.dumps(measured(groups_of_run(name), number, epochs)))
    steps = len(np.load(pathlib.Path(folder) / "x.npy", mmap_mode="r")) // number
    print(json.dumps(measured(groups(name, number), steps, epochs) | {"copied": copied_gb_a_second()}))


if __name__ == "__main__":
    main(*sys.argv[1:3], *map(int, sys.argv[3:]))
