"""The ops that TensorFlow's Python writes for each formula of golden_ops.py and for the gradients of its sum, before TensorFlow's optimizer changes them:
name | type | inputs | attributes. Once with all shapes known, and once, where that can be, with the batch axis open: the first one of the first input and of
those that are as long there. Java writes the same ones
(src/test/java/kerava/ops/OpGraphsTest.java).

Left out, in both: identities, the attributes of a matrix product that tell only whether it is a gradient, and what the value and the gradients do not need.
"""
import re

import tensorflow as tf

from golden_ops import CASES, OTHERWISE, ROUGH

GRAPHS = [name for name in CASES if name not in OTHERWISE]


def op_graphs():
    return {"cases": [graph(name, False) for name in GRAPHS] + [case for name in GRAPHS for case in opened(name)]}


def rough(name):
    return name.split(" in ")[0] in ROUGH


def opened(name):
    """None where Python has no such formula."""
    try:
        return [graph(name, True)]
    except (TypeError, ValueError):
        return []


def graph(name, is_open):
    inputs, formula = CASES[name]
    shapes = [[None, *x.shape[1:]] if is_open and x.ndim and len(x) == len(inputs[0]) else list(x.shape) for x in inputs]

    def run(*given):
        floats = [x for x in given if x.dtype.is_floating]
        with tf.GradientTape() as tape:
            tape.watch(floats)
            y = formula(*given)
            total = tf.reduce_sum(y)
        return y, [each if each is None else tf.convert_to_tensor(each) for each in tape.gradient(total, floats)]

    signature = [tf.TensorSpec(shape, tf.as_dtype(x.dtype)) for shape, x in zip(shapes, inputs)]
    written = tf.function(run, autograph=False).get_concrete_function(*signature)
    return {"name": name, "shapes": [[-1 if size is None else size for size in shape] for shape in shapes], "types": [x.dtype.name for x in inputs],
            "rough": rough(name), "ops": ops(written.graph.outputs, rough(name))}


def ops(outputs, floats):
    told, open_ = {}, [known(tensor).op for tensor in outputs]
    while open_:
        op = open_.pop()
        if op.name in told or op.type == "Placeholder":
            continue
        inputs = [known(each) for each in op.inputs if not floats or each.dtype.is_floating]
        waits = ["^" + wait.name for wait in op.control_inputs if op.type != "Const"]
        told[op.name] = " ".join([op.name, "|", op.type, "|", *map(called, inputs), *waits, "|", attributes(op)])
        open_ += [each.op for each in inputs]
    return [told[name] for name in sorted(told)]


def known(tensor):
    return known(tensor.op.inputs[0]) if tensor.op.type == "Identity" else tensor


def called(tensor):
    return tensor.name.removesuffix(":0")


def attributes(op):
    if op.type == "Const":
        value = tf.make_ndarray(op.get_attr("value"))
        return f"{value.dtype.name} {list(value.shape)} {value.tobytes()[:64].hex()}"
    given = op.node_def.attr
    return ", ".join(f"{name} {text(given[name])}" for name in sorted(given) if not name.startswith("_") and name not in ("grad_a", "grad_b", "grad_x", "grad_y"))


def text(attribute):
    return re.sub(r"\s+", " ", str(attribute)).strip()
