"""The layers of a case, a list of objects {"type": "Dense", "units": 3, ...}: what can be said of them without Keras.

Shapes are those of one sample, without the batch axis. A Sequential has "layers", and "input_shape" if it begins with an Input.
"""
import collections
import math

import images
import sequences
from images import KINDS as IMAGES


def output_shape(layers, shape):
    """The shape that these layers make of a sample of this shape."""
    for layer in layers:
        kind = layer["type"]
        if kind == "Flatten":
            shape = [math.prod(shape)]
        elif kind == "Sequential":
            shape = output_shape(layer["layers"], shape)
        elif kind == "Dense":
            shape = shape[:-1] + [layer["units"]]
        elif kind in sequences.KINDS:
            shape = sequences.output_shape(layer, list(shape))
        elif kind in IMAGES:
            shape = images.output_shape(layer, shape)
        if layer.get("activation") == "glu":
            shape = shape[:-1] + [shape[-1] // 2]
    return list(shape)


def model_output(case):
    return output_shape(case["layers"], case["sample"])


def placed(layers, shape):
    """(layer, shape of what it is fed) for all layers in order, those of inner models too, the inner models themselves left out."""
    for layer in layers:
        if layer["type"] == "Sequential":
            yield from placed(layer["layers"], shape)
        else:
            yield layer, shape
        shape = output_shape([layer], shape)


def flat(layers):
    """All layers in order, an inner model before its own."""
    for layer in layers:
        yield layer
        yield from flat([*layer.get("layers", []), *([layer["layer"]] if "layer" in layer else [])])


def kernel_sizes(layers, shape):
    return sum((fed[-1] + 1) * layer["units"] for layer, fed in placed(layers, shape) if layer["type"] == "Dense") \
        + sum(images.weights(layer, fed) for layer, fed in placed(layers, shape) if "Conv" in layer["type"] and layer["type"] not in sequences.KINDS)


def paths(layers, outer=""):
    """The paths of the layers with names, as both sides know them: outer/inner."""
    for layer in layers:
        if layer.get("name"):
            yield outer + layer["name"]
            yield from paths(layer.get("layers", []), outer + layer["name"] + "/")


def name_all(layers):
    count = collections.Counter()
    for layer in flat(layers):
        kind = layer["type"].lower()
        count[kind] += 1
        layer["name"] = f"my_{kind}_{count[kind]}"
