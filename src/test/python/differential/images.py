"""Layers on images, and those that move what is in samples: what shapes they make, and how one is drawn for samples of a shape."""
import math

ON_IMAGES = "Conv2D DepthwiseConv2D SeparableConv2D Conv2DTranspose MaxPooling2D AveragePooling2D GlobalAveragePooling2D GlobalMaxPooling2D ZeroPadding2D UpSampling2D Cropping2D Resizing CenterCrop AdaptiveAveragePooling2D AdaptiveMaxPooling2D".split()
ON_SEQUENCES = "Conv1D DepthwiseConv1D SeparableConv1D Conv1DTranspose MaxPooling1D AveragePooling1D GlobalAveragePooling1D GlobalMaxPooling1D ZeroPadding1D UpSampling1D Cropping1D AdaptiveAveragePooling1D AdaptiveMaxPooling1D".split()
KINDS = ON_IMAGES + ON_SEQUENCES + ["RepeatVector", "Reshape", "Permute", "EinsumDense"]
AUGMENTATION = "RandomFlip RandomBrightness RandomContrast RandomTranslation RandomZoom RandomRotation RandomShear RandomPerspective RandomInvert RandomSharpness RandomErasing RandomGaussianBlur Solarization AutoContrast".split()
# On images of red, green and blue.
COLORED = "RandomGrayscale RandomColorDegeneration RandomColorJitter".split()
NOISE = "GaussianNoise GaussianDropout AlphaDropout".split()
SAME_SHAPE = "LayerNormalization ReLU Softmax ELU Identity Rescaling ActivityRegularization PReLU UnitNormalization RMSNormalization GroupNormalization Normalization".split() + NOISE


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
    if kind in ("Resizing", "CenterCrop"):
        return [layer["height"], layer["width"], shape[-1]]
    if kind.startswith("Adaptive"):
        return layer["output_size"] + shape[-1:]
    if kind == "EinsumDense":
        return shape[:-1] + layer["output_shape"]
    if kind == "RepeatVector":
        return [layer["n"], shape[-1]]
    if kind.startswith("ZeroPadding"):
        return [size + sum(margin) for size, margin in zip(shape, margins(layer["padding"]))] + shape[-1:]
    if kind.startswith("Cropping"):
        return [size - sum(margin) for size, margin in zip(shape, margins(layer["cropping"]))] + shape[-1:]
    if kind.startswith("UpSampling"):
        return [size * times for size, times in zip(shape, layer["size"] if kind.endswith("2D") else [layer["size"]])] + shape[-1:]
    if kind.endswith("Transpose"):
        return [enlarged(layer, i, size) for i, size in enumerate(shape[:-1])] + [layer["filters"]]
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


def enlarged(layer, i, size):
    """What a transposed convolution makes of a size."""
    kernel, step = layer["kernel_size"][i], layer.get("strides", [1, 1])[i]
    return size * step if layer["padding"] == "same" else (size - 1) * step + max(kernel, step)


def weights(layer, fed):
    filters = layer.get("filters", layer.get("depth_multiplier", 1))
    if layer["type"].startswith("Separable"):
        return fed[-1] * layer["depth_multiplier"] * (math.prod(layer["kernel_size"]) + filters) + filters
    return math.prod(layer["kernel_size"]) * fed[-1] // layer.get("groups", 1) * filters + filters


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
    by_channels = kind.startswith(("Depthwise", "Separable"))
    layer |= {"depth_multiplier": r.randint(1, 3)} if by_channels else {}
    layer |= {} if kind.startswith("Depthwise") else {"filters": r.choice([1, 2, 3, 4, 8, 16])}
    if kind in ("Conv1D", "Conv2D") and r.random() < .15:
        layer["groups"] = r.choice([size for size in range(1, shape[-1] + 1) if shape[-1] % size == 0])
        layer["filters"] *= layer["groups"]
    if r.random() < .3:
        layer["strides"] = [r.randint(1, 3)] * (len(shape) - 1) if by_channels else two(r, [3] * (len(shape) - 1))
    elif r.random() < .2 and not kind.endswith("Transpose"):
        layer["dilation_rate"] = [r.randint(1, 3) if size == 1 else max(1, min(2, (extent - 1) // (size - 1)))
                                  for size, extent in zip(layer["kernel_size"], shape)]
    return layer | ({"activation": activation} if activation != "linear" else {}) | ({"use_bias": False} if r.random() < .2 else {})


def reshape(r, shape):
    number = math.prod(shape)
    first = r.choice([size for size in range(1, number + 1) if number % size == 0])
    return {"target_shape": r.choice([[-1], [first, -1], [first, number // first], [-1, 1, first]])}


def normalization(r, shape):
    axes = list(range(1, len(shape) + 1))
    layer = {}
    if r.random() < .4:
        layer["axis"] = sorted(r.sample(axes, r.randint(1, len(axes))))
    return layer | ({"epsilon": r.choice([1e-5, 1e-2])} if r.random() < .3 else {}) | ({r.choice(["center", "scale"]): False} if r.random() < .3 else {})


def noise(r, shape):
    return {"rate": r.choice([0.1, 0.25, 0.5])} | seed(r)


def seed(r):
    return {"seed": r.randint(0, 9)} if r.random() < .3 else {}


def factor(r):
    """One number, or two."""
    return r.choice([.1, .4, [-.2, .4], [.1, .3]])


def warp(r):
    return {"fill_mode": r.choice(["reflect", "wrap", "constant", "nearest"]), "interpolation": r.choice(["bilinear", "nearest"])} | seed(r)


def axis(r, shape, chance):
    return {"axis": r.randint(1, len(shape))} if r.random() < chance else {}


def shared(r, shape):
    return {"shared_axes": sorted(r.sample(range(1, len(shape) + 1), r.randint(1, len(shape))))} if r.random() < .4 else {}


def by_groups(r, shape):
    place = r.randint(1, len(shape))
    divisors = [size for size in range(1, shape[place - 1] + 1) if shape[place - 1] % size == 0]
    return {"groups": r.choice(divisors + [-1]), "axis": place} | ({r.choice(["center", "scale"]): False} if r.random() < .3 else {})


# What is drawn for a layer beside its type.
SETTINGS = {
    "LayerNormalization": normalization,
    "ReLU": lambda r, shape: {key: r.choice(values) for key, values in {"max_value": [6.0, 1.0, 0.5], "negative_slope": [0.1, 0.25, 1.5],
                                                                        "threshold": [0.125, 0.5]}.items() if r.random() < .4},
    "Softmax": lambda r, shape: axis(r, shape, .5),
    "ELU": lambda r, shape: {"alpha": r.choice([0.1, 0.5, 2.0])} if r.random() < .5 else {},
    "Identity": lambda r, shape: {},
    "Rescaling": lambda r, shape: {"scale": r.choice([0.1, 0.5, 1 / 3, -1.0, 1.0])} | ({"offset": r.choice([0.1, -0.5, 1.0])} if r.random() < .5 else {}),
    "GaussianNoise": lambda r, shape: {"stddev": r.choice([0.1, 0.25, 0.5])} | seed(r),
    "GaussianDropout": noise, "AlphaDropout": noise, "SpatialDropout1D": noise, "SpatialDropout2D": noise,
    "ActivityRegularization": lambda r, shape: {"l1": r.choice([0.0, 0.01]), "l2": r.choice([0.0, 0.02])},
    "RandomFlip": lambda r, shape: {"mode": r.choice(["horizontal", "vertical", "horizontal_and_vertical"])} | seed(r),
    "RandomBrightness": lambda r, shape: {"factor": sorted([r.choice([-.5, -.1, 0.]), r.choice([.1, .4])]), "value_range": [-2., 2.]} | seed(r),
    "RandomContrast": lambda r, shape: {"factor": [r.choice([0., .25]), r.choice([.25, .75])], "value_range": [-3., 3.]} | seed(r),
    "RandomTranslation": lambda r, shape: {"height_factor": factor(r), "width_factor": factor(r)} | warp(r),
    "RandomZoom": lambda r, shape: {"height_factor": factor(r)} | ({"width_factor": factor(r)} if r.random() < .5 else {}) | warp(r),
    "RandomRotation": lambda r, shape: {"factor": sorted([r.choice([-.5, -.1, 0.]), r.choice([.1, .4])])} | warp(r),
    "RandomShear": lambda r, shape: {"x_factor": [r.choice([0., .25]), r.choice([.25, .5])], "y_factor": [0., r.choice([0., .5])]} | warp(r),
    "RandomPerspective": lambda r, shape: {"factor": [r.choice([0., .5]), 1.], "scale": r.choice([.25, .5, 1.])} | seed(r),
    "RandomInvert": lambda r, shape: {"factor": [r.choice([0., .5]), 1.], "value_range": [-1., 2.]} | seed(r),
    "RandomSharpness": lambda r, shape: {"factor": [r.choice([0., .25]), r.choice([.5, 1.])], "value_range": [-3., 3.]} | seed(r),
    "RandomErasing": lambda r, shape: {"factor": [r.choice([0., .5]), 1.], "scale": [.1, .5], "value_range": [-2., 2.]} | ({"fill_value": .5} if r.random() < .5 else {}) | seed(r),
    "RandomGaussianBlur": lambda r, shape: {"factor": [r.choice([0., .5]), 1.], "kernel_size": r.choice([[3, 3], [1, 5]]), "sigma": [.25, 1.], "value_range": [-3., 3.]} | seed(r),
    "Solarization": lambda r, shape: {"addition_factor": [0., r.choice([0., .25])], "threshold_factor": [0., r.choice([.25, .75])], "value_range": [-4., 4.]} | seed(r),
    "AutoContrast": lambda r, shape: {"value_range": [-1., r.choice([0., 1.])]},
    "RandomGrayscale": lambda r, shape: {"factor": r.choice([.25, .5])} | seed(r),
    "RandomColorDegeneration": lambda r, shape: {"factor": [r.choice([0., .25]), r.choice([.5, 1.])], "value_range": [-3., 3.]} | seed(r),
    "RandomColorJitter": lambda r, shape: {"value_range": [-3., 3.], "brightness_factor": factor(r), "contrast_factor": [.25, .5]} | seed(r),
    "EinsumDense": lambda r, shape: {"equation": r.choice(["...x,xy->...y", "...x,yx->...y"]), "output_shape": [r.randint(1, 9)]} | ({"bias_axes": "y"} if r.random() < .6 else {}),
    "PReLU": shared,
    "UnitNormalization": lambda r, shape: axis(r, shape, .4),
    "RMSNormalization": lambda r, shape: {"epsilon": r.choice([1e-3, 1e-2])} if r.random() < .3 else {},
    "GroupNormalization": by_groups,
    "Normalization": lambda r, shape: {"mean": r.choice([0.0, 0.5, -2.0]), "variance": r.choice([0.0, 0.3, 1.0, 4.0]), "invert": r.random() < .3},
    "RepeatVector": lambda r, shape: {"n": r.randint(1, 4)},
    "Reshape": reshape,
    "Permute": lambda r, shape: {"dims": r.sample(range(1, len(shape) + 1), len(shape))},
}


def draw(r, shape, activations):
    """A layer for samples of this shape."""
    wide = all(size > 1 for size in shape[:-1])  # what adaptive pooling needs
    fitting = lambda kinds: [kind for kind in kinds if wide or not kind.startswith("Adaptive")]
    kind = r.choice(SAME_SHAPE + ["Reshape", "Permute"] + ["EinsumDense"] * (len(shape) < 3) + ["RepeatVector"] * (len(shape) == 1) + ["SpatialDropout1D", *fitting(ON_SEQUENCES)] * (len(shape) == 2)
                    + ["SpatialDropout2D", *AUGMENTATION, *3 * COLORED * (shape[-1] == 3), *2 * fitting(ON_IMAGES)] * (len(shape) == 3))
    return {"type": kind, **SETTINGS[kind](r, shape)} if kind in SETTINGS else on_axes(r, kind, shape, activations)


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
    if kind in ("Resizing", "CenterCrop"):
        how = {} if kind == "CenterCrop" else {"interpolation": r.choice(["nearest", "bilinear", "bicubic", "lanczos3"]), "antialias": r.random() < .3}
        return {"type": kind, "height": r.randint(1, 6), "width": r.randint(1, 6)} | how
    if kind.startswith("Adaptive"):
        return {"type": kind, "output_size": [r.randint(2, 5) for _ in shape[:-1]]}
    if kind.startswith("UpSampling"):
        between = {} if one or r.random() < .5 else {"interpolation": r.choice(["bilinear", "bicubic", "lanczos3", "lanczos5"])}
        return {"type": kind, "size": r.randint(1, 3) if one else two(r, [2, 2])} | between
    return pooling(r, kind, shape)
