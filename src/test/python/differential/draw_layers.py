"""Draws layers with all the settings that they have."""
import images
from chain import output_shape

# Not glu, behind which Keras lets no layer follow: it takes the output of Dense(8, "glu") to be 8 wide. A last layer has it.
ACTIVATIONS = ("relu relu6 leaky_relu elu selu celu softplus softsign squareplus soft_shrink sparse_plus silu gelu tanh tanh_shrink sigmoid "
               "sparse_sigmoid exponential hard_sigmoid hard_silu hard_tanh hard_shrink linear mish log_softmax log_sigmoid softmax sparsemax "
               "swish hard_swish").split()
UNITS = [1, 2, 3, 5, 7, 8, 10, 15, 16, 17, 31, 32, 33, 48, 64, 100, 128, 150, 200, 256, 300]
RATES = [0.0, 0.1, 0.2, 0.25, 0.3, 0.5, 0.75, 0.9, 0.999, 1.0, 1e-6, 1 / 3]
SEEDS = [0, 1, 3, 42, 123456, 2147483647, 2147483646, 2000000000]
INITIALIZERS = ("GlorotUniform GlorotNormal HeUniform HeNormal LecunUniform LecunNormal RandomNormal TruncatedNormal RandomUniform VarianceScaling "
                "Zeros Ones Constant").split()
OF_MATRICES = ["Orthogonal", "Orthogonal", "Identity"]
INITIALIZER_NAMES = ("glorot_uniform glorot_normal he_uniform he_normal lecun_uniform lecun_normal random_normal truncated_normal random_uniform "
                     "normal uniform zeros ones zero one HeNormal").split()
NOT_RANDOM = ("Constant", "Zeros", "Ones", "Identity")


def some(r, chance, values):
    """{} or, by this chance, each setting with one of its values."""
    return {key: r.choice(those) for key, those in values.items()} if r.random() < chance else {}


def each(r, chance, values):
    """Each setting by this chance, with one of its values."""
    return {key: r.choice(those) for key, those in values.items() if r.random() < chance}


def initializer(r, matrix=True):
    """A name, or {"class_name", "config"}, which is constructed before the layer is."""
    if r.random() < .2:
        return r.choice(INITIALIZER_NAMES + (["orthogonal", "identity"] if matrix else []))
    kind = r.choice(INITIALIZERS + (OF_MATRICES if matrix else []))
    config = {}
    if kind == "Constant":
        config["value"] = r.choice([0.0, 0.1, -0.25, 1e-3])
    if kind in OF_MATRICES:
        config |= some(r, .5, {"gain": [0.5, 2.0, 1.7]})
    if kind in ("RandomNormal", "TruncatedNormal"):
        config |= some(r, .5, {"mean": [0.0, 0.3], "stddev": [0.01, 0.5]})
    if kind == "RandomUniform":
        config |= some(r, .5, {"minval": [-1.0, 0.0, -0.3], "maxval": [0.1, 0.7]})
    if kind == "VarianceScaling":
        config |= some(r, 1, {"scale": [0.3, 1.0, 2.0], "mode": ["fan_in", "fan_out", "fan_avg"],
                              "distribution": ["truncated_normal", "untruncated_normal", "uniform"]})
    if kind not in NOT_RANDOM:
        config |= some(r, .3, {"seed": SEEDS})
    return {"class_name": kind, "config": config}


def dense(r, units=None, act=None):
    units = units or (r.choice(UNITS) if r.random() < .7 else r.randint(1, 300))
    act = act or (r.choice(ACTIVATIONS) if r.random() < .65 else r.choice(["relu", "tanh", "sigmoid", "linear"]))
    layer = {"type": "Dense", "units": units} | ({"activation": act} if act != "linear" else {})
    if r.random() < .2:
        layer["use_bias"] = False
    settings = [("kernel_initializer", .4, True), ("bias_initializer", .2, False)]
    if r.random() < .2:  # the order in which a user's code constructs them
        settings.reverse()
    for key, chance, matrix in settings:
        if r.random() < chance:
            layer[key] = initializer(r, matrix)
    return layer


def dropout(r, shape):
    layer = {"type": "Dropout", "rate": r.choice(RATES)} | some(r, .3, {"seed": [0, 1, 7, 1000, 2147483647, 2147483646, 2147483645]})
    if r.random() < .3:
        layer["noise_shape"] = [r.choice([None, None, 1])] + [r.choice([None, size, 1]) for size in shape]
    return layer


def batch_normalization(r, shape):
    layer = {"type": "BatchNormalization"}
    if len(shape) > 1 and r.random() < .5:
        axes = range(1, len(shape) + 1)
        layer["axis"] = r.choice([*axes, *(-axis for axis in axes)])
    layer |= some(r, .5, {"momentum": [0.0, 0.5, 0.9, 0.99, 1.0]}) | some(r, .4, {"epsilon": [1e-5, 1e-2, 0.5]})
    layer |= each(r, .25, {"center": [False], "scale": [False]})
    if r.random() < .2:
        layer["gamma_initializer"] = initializer(r, matrix=False)
    if r.random() < .1:
        layer["beta_initializer"] = initializer(r, matrix=False)
    return layer | some(r, .1, {"moving_variance_initializer": [{"class_name": "Constant", "config": {"value": 2.0}}]})


def layer_for(r, shape, depth=0):
    """A layer for samples of this shape; models inside models at most two deep."""
    kinds = {"Dense": 45, "Activation": 10, "LeakyReLU": 6, "Dropout": 14, "BatchNormalization": 13, "Flatten": 5, "Sequential": 7 * (depth < 2), "image": 8 + 10 * (len(shape) == 2) + 40 * (len(shape) == 3)}
    kind = r.choices(list(kinds), list(kinds.values()))[0]
    if kind == "image":
        return images.draw(r, shape, tuple(ACTIVATIONS))
    if kind == "Dense":
        return dense(r)
    if kind == "Activation":
        return {"type": "Activation", "activation": r.choice(ACTIVATIONS)}
    if kind == "LeakyReLU":
        return {"type": "LeakyReLU"} | some(r, .7, {"negative_slope": [0.0, 0.01, 0.1, 0.5, 1.0, 2.0]})
    if kind == "Dropout":
        return dropout(r, shape)
    if kind == "BatchNormalization":
        return batch_normalization(r, shape)
    if kind == "Sequential":
        return {"type": "Sequential", "layers": chain_for(r, shape, r.randint(1, 3), depth + 1)} | some(r, .4, {"input_shape": [list(shape)]})
    return {"type": kind}


def chain_for(r, shape, length, depth=0):
    layers = []
    for _ in range(length):
        layers.append(layer_for(r, output_shape(layers, shape), depth))
    return layers
