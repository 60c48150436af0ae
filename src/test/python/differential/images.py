"""Layers on images, and those that move what is in samples: what shapes they make, and how one is drawn for samples of a shape."""
import math

ON_IMAGES = "Conv2D DepthwiseConv2D MaxPooling2D AveragePooling2D GlobalAveragePooling2D GlobalMaxPooling2D ZeroPadding2D UpSampling2D Cropping2D".split()
ON_SEQUENCES = "Conv1D MaxPooling1D AveragePooling1D GlobalAveragePooling1D GlobalMaxPooling1D ZeroPadding1D UpSampling1D Cropping1D".split()
KINDS = ON_IMAGES + ON_SEQUENCES + ["RepeatVector", "Reshape", "Permute"]
SAME_SHAPE = ["LayerNormalization", "ReLU", "Softmax", "ELU", "Identity", "Rescaling"]


def output_shape(layer, shape):
    """Of the layer that is one of KINDS, for samples of this shape; all settings are told, channels are last."""
    kind = layer["type"]
    if kind == "Permute":
        return [shape[dim - 1] for dim in layer["dims"]]
    if kind == "Reshape":
        known = math.prod(size for size in layer["target_shape"] if size != -1)
        return [math.prod(shape) // known if size == -1 else size for size in layer["target_shape"]]
    if kind.startswith("Global"):
        return [1] * (len(shape) - 1) * layer.get("keepdims", False) + [shape[-1]]
    if kind == "RepeatVector":
        return [layer["n"], shape[-1]]
    if kind.startswith("ZeroPadding"):
        return [size + sum(margin) for size, margin in zip(shape, margins(layer["padding"]))] + shape[-1:]
    if kind.startswith("Cropping"):
        return [size - sum(margin) for size, margin in zip(shape, margins(layer["cropping"]))] + shape[-1:]
    if kind.startswith("UpSampling"):
        return [size * times for size, times in zip(shape, layer["size"] if kind.endswith("2D") else [layer["size"]])] + shape[-1:]
    return windows(layer, shape) + [layer.get("filters", shape[-1] * layer.get("depth_multiplier", 1))]


def margins(given):
    """One pair for each axis."""
    return given if isinstance(given[0], list) else [given]


def windows(layer, shape):
    """How many there are along each axis."""
    sizes = layer.get("kernel_size") or layer["pool_size"]
    reach = [(size - 1) * dilation + 1 for size, dilation in zip(sizes, layer.get("dilation_rate", [1] * len(sizes)))]
    return [((size - 1 if layer.get("padding", "valid") != "valid" else size - most) // step) + 1
            for size, most, step in zip(shape, reach, layer.get("strides", [1] * len(sizes)))]


def weights(layer, fed):
    filters = layer.get("filters", layer.get("depth_multiplier", 1))
    return math.prod(layer["kernel_size"]) * fed[-1] * filters + filters


def two(r, most):
    return [r.randint(1, max(1, each)) for each in most]


def window(r, shape):
    """Sizes that fit."""
    return two(r, [min(size, 4) for size in shape[:-1]])


def pooling(r, kind, shape):
    size = window(r, shape)
    return {"type": kind, "pool_size": size, "strides": r.choice([size, [1] * len(size), two(r, [3] * len(size))]), "padding": r.choice(["valid", "same"])}


def convolution(r, kind, shape, activation):
    layer = {"type": kind, "kernel_size": window(r, shape), "padding": r.choice(["valid", "same"] + ["causal"] * (kind == "Conv1D"))}
    layer |= {"depth_multiplier": r.randint(1, 3)} if kind == "DepthwiseConv2D" else {"filters": r.choice([1, 2, 3, 4, 8, 16])}
    if r.random() < .3:
        layer["strides"] = [r.randint(1, 3)] * 2 if kind == "DepthwiseConv2D" else two(r, [3] * (len(shape) - 1))
    elif r.random() < .2:
        layer["dilation_rate"] = [r.randint(1, 3) if size == 1 else max(1, min(2, (extent - 1) // (size - 1)))
                                  for size, extent in zip(layer["kernel_size"], shape)]
    return layer | ({"activation": activation} if activation != "linear" else {}) | ({"use_bias": False} if r.random() < .2 else {})


def reshape(r, shape):
    number = math.prod(shape)
    first = r.choice([size for size in range(1, number + 1) if number % size == 0])
    return {"type": "Reshape", "target_shape": r.choice([[-1], [first, -1], [first, number // first], [-1, 1, first]])}


def normalization(r, shape):
    axes = list(range(1, len(shape) + 1))
    layer = {"type": "LayerNormalization"}
    if r.random() < .4:
        layer["axis"] = sorted(r.sample(axes, r.randint(1, len(axes))))
    return layer | ({"epsilon": r.choice([1e-5, 1e-2])} if r.random() < .3 else {}) | ({r.choice(["center", "scale"]): False} if r.random() < .3 else {})


def draw(r, shape, activations):
    """A layer for samples of this shape."""
    kind = r.choice(SAME_SHAPE + ["Reshape", "Permute"] + ["RepeatVector"] * (len(shape) == 1) + ON_SEQUENCES * (len(shape) == 2) + 2 * ON_IMAGES * (len(shape) == 3))
    if kind == "LayerNormalization":
        return normalization(r, shape)
    if kind == "ReLU":
        return {"type": kind} | {key: r.choice(values) for key, values in {"max_value": [6.0, 1.0, 0.5], "negative_slope": [0.1, 0.25, 1.5],
                                                                          "threshold": [0.125, 0.5]}.items() if r.random() < .4}
    if kind == "Softmax":
        return {"type": kind} | ({"axis": r.randint(1, len(shape))} if r.random() < .5 else {})
    if kind == "ELU":
        return {"type": kind} | ({"alpha": r.choice([0.1, 0.5, 2.0])} if r.random() < .5 else {})
    if kind == "Identity":
        return {"type": kind}
    if kind == "Rescaling":
        return {"type": kind, "scale": r.choice([0.1, 0.5, 1 / 3, -1.0, 1.0])} | ({"offset": r.choice([0.1, -0.5, 1.0])} if r.random() < .5 else {})
    if kind == "RepeatVector":
        return {"type": kind, "n": r.randint(1, 4)}
    if kind == "Reshape":
        return reshape(r, shape)
    if kind == "Permute":
        return {"type": kind, "dims": r.sample(range(1, len(shape) + 1), len(shape))}
    return on_axes(r, kind, shape, activations)


def ends(r, most):
    first = r.randint(0, most)
    return [first, r.randint(0, most - first)]


def on_axes(r, kind, shape, activations):
    if "Conv" in kind:
        return convolution(r, kind, shape, r.choice(activations + ("relu", "linear") * 20))
    if kind.startswith("Global"):
        return {"type": kind, "keepdims": r.random() < .3}
    one = kind.endswith("1D")
    if kind.startswith("ZeroPadding"):
        padding = [[r.randint(0, 2), r.randint(0, 2)] for _ in shape[1:]]
        return {"type": kind, "padding": padding[0] if one else padding}
    if kind.startswith("Cropping"):
        cropping = [ends(r, min(3, size - 1)) for size in shape[:-1]]
        return {"type": kind, "cropping": cropping[0] if one else cropping}
    if kind.startswith("UpSampling"):
        return {"type": kind, "size": r.randint(1, 3) if one else two(r, [2, 2])}
    return pooling(r, kind, shape)
