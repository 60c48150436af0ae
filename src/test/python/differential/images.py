"""Layers on images, and those that move what is in samples: what shapes they make, and how one is drawn for samples of a shape."""
import math

KINDS = ("Conv2D MaxPooling2D AveragePooling2D GlobalAveragePooling2D GlobalMaxPooling2D ZeroPadding2D UpSampling2D Reshape Permute").split()
SAME_SHAPE = ["LayerNormalization", "ReLU", "Softmax"]


def output_shape(layer, shape):
    """Of the layer that is one of KINDS, for samples of this shape; all settings are told, channels are last."""
    kind = layer["type"]
    if kind == "Permute":
        return [shape[dim - 1] for dim in layer["dims"]]
    if kind == "Reshape":
        known = math.prod(size for size in layer["target_shape"] if size != -1)
        return [math.prod(shape) // known if size == -1 else size for size in layer["target_shape"]]
    if kind.startswith("Global"):
        return [1, 1, shape[-1]] if layer.get("keepdims") else [shape[-1]]
    if kind == "ZeroPadding2D":
        return [size + sum(margin) for size, margin in zip(shape, layer["padding"])] + shape[-1:]
    if kind == "UpSampling2D":
        return [size * times for size, times in zip(shape, layer["size"])] + shape[-1:]
    return windows(layer, shape) + [layer.get("filters", shape[-1])]


def windows(layer, shape):
    """How many there are along each axis."""
    sizes = layer.get("kernel_size") or layer["pool_size"]
    reach = [(size - 1) * dilation + 1 for size, dilation in zip(sizes, layer.get("dilation_rate", [1, 1]))]
    return [((size - 1 if layer.get("padding") == "same" else size - most) // step) + 1
            for size, most, step in zip(shape, reach, layer.get("strides", [1, 1]))]


def weights(layer, fed):
    return math.prod(layer["kernel_size"]) * fed[-1] * layer["filters"] + layer["filters"]


def two(r, most):
    return [r.randint(1, max(1, most[0])), r.randint(1, max(1, most[1]))]


def window(r, shape):
    """Sizes that fit."""
    return two(r, [min(size, 4) for size in shape])


def pooling(r, kind, shape):
    size = window(r, shape)
    return {"type": kind, "pool_size": size, "strides": r.choice([size, [1, 1], two(r, [3, 3])]), "padding": r.choice(["valid", "same"])}


def convolution(r, shape, activation):
    layer = {"type": "Conv2D", "filters": r.choice([1, 2, 3, 4, 8, 16]), "kernel_size": window(r, shape), "padding": r.choice(["valid", "same"])}
    if r.random() < .3:
        layer["strides"] = two(r, [3, 3])
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
    kind = r.choice(SAME_SHAPE + ["Reshape", "Permute"] + 2 * KINDS[:7] * (len(shape) == 3))
    if kind == "LayerNormalization":
        return normalization(r, shape)
    if kind == "ReLU":
        return {"type": kind} | {key: r.choice(values) for key, values in {"max_value": [6.0, 1.0, 0.5], "negative_slope": [0.1, 0.25, 1.5],
                                                                          "threshold": [0.125, 0.5]}.items() if r.random() < .4}
    if kind == "Softmax":
        return {"type": kind} | ({"axis": r.randint(1, len(shape))} if r.random() < .5 else {})
    if kind == "Reshape":
        return reshape(r, shape)
    if kind == "Permute":
        return {"type": kind, "dims": r.sample(range(1, len(shape) + 1), len(shape))}
    return on_image(r, kind, shape, activations)


def on_image(r, kind, shape, activations):
    if kind == "Conv2D":
        return convolution(r, shape, r.choice(activations + ("relu", "linear") * 20))
    if kind.startswith("Global"):
        return {"type": kind, "keepdims": r.random() < .3}
    if kind == "ZeroPadding2D":
        return {"type": kind, "padding": [[r.randint(0, 2), r.randint(0, 2)] for _ in range(2)]}
    if kind == "UpSampling2D":
        return {"type": kind, "size": two(r, [2, 2])}
    return pooling(r, kind, shape)
