"""Draws sequences and the layers that go through them step by step, recurrent ones and wrappers, with masks."""
import random

RECURRENT = ["SimpleRNN", "LSTM", "GRU"]
CONVOLVING = ["ConvLSTM1D", "ConvLSTM2D"]
KINDS = {*RECURRENT, *CONVOLVING, "Bidirectional", "TimeDistributed", "Masking"}
ACTIVATIONS = ["tanh", "relu", "softsign", "sigmoid", "elu"]


def rarely(seed):
    """The shape of a sample and the layers of a case of sequences, now and then; else None."""
    r = random.Random(f"kerava sequences {seed}")
    return drawn(r) if r.random() < .08 else None


def drawn(r):
    axes = r.choices([0, 1, 2], [60, 25, 15])[0]
    shape = [r.choice([1, 2, 3, 5, 9]), *(r.choice([2, 3, 5, 6]) for _ in range(axes)), r.choice([1, 2, 3, 8])]
    layers = [{"type": "Masking", "mask_value": r.choice([0.0, 1.0])}] if axes == 0 and r.random() < .3 else []
    for _ in range(r.randint(0, 2)):
        layers.append(step_by_step(r) if r.random() < .3 else going(r, output_of(layers, shape), True))
    return shape, [*layers, going(r, output_of(layers, shape), r.random() < .3)]


def output_of(layers, shape):
    for layer in layers:
        shape = output_shape(layer, shape)
    return shape


def step_by_step(r):
    layer = {"type": "Dense", "units": r.choice([1, 3, 8]), "activation": r.choice(ACTIVATIONS)} if r.random() < .7 else {"type": "Dropout", "rate": r.choice([.2, .5])}
    return {"type": "TimeDistributed", "layer": layer}


def going(r, shape, sequences):
    """A recurrent layer for samples of this shape, in both directions by some chance."""
    layer = recurrent(r) if len(shape) == 2 else convolving(r, shape)
    layer |= {key: r.choice(values) for key, values in {
        "use_bias": [False], "go_backwards": [True], "dropout": [.1, .4], "recurrent_dropout": [.1, .4], "activation": ACTIVATIONS, "seed": [0, 7]}.items() if r.random() < .2}
    if sequences:
        layer["return_sequences"] = True
    if r.random() < .25:
        return {"type": "Bidirectional", "layer": layer, "merge_mode": r.choice(["concat", "sum", "mul", "ave"])}
    return layer | ({"zero_output_for_mask": True} if r.random() < .1 else {})


def recurrent(r):
    layer = {"type": r.choice(RECURRENT), "units": r.choice([1, 2, 3, 4, 8, 16, 17])}
    own = {"LSTM": {"unit_forget_bias": [False], "recurrent_activation": ["tanh"]}, "GRU": {"reset_after": [False], "recurrent_activation": ["tanh"]}, "SimpleRNN": {}}
    return layer | {key: r.choice(values) for key, values in (own[layer["type"]] | {"unroll": [True]}).items() if r.random() < .2}


def convolving(r, shape):
    """Windows that fit: the strides leave at least one place."""
    along = shape[1:-1]
    layer = {"type": CONVOLVING[len(along) - 1], "filters": r.choice([1, 2, 3, 4, 8]), "kernel_size": [r.randint(1, min(size, 3)) for size in along], "padding": r.choice(["valid", "same"])}
    if r.random() < .3:
        return layer | {"strides": [r.randint(1, 2) for _ in along]}
    return layer | ({"dilation_rate": [2 if 2 * (window - 1) < size else 1 for window, size in zip(layer["kernel_size"], along)]} if r.random() < .2 else {})


def output_shape(layer, shape):
    """Of a sample."""
    kind = layer["type"]
    if kind == "Masking":
        return shape
    if kind == "TimeDistributed":
        return shape[:-1] + [layer["layer"].get("units", shape[-1])]
    if kind == "Bidirectional":
        one = output_shape(layer["layer"], shape)
        return one[:-1] + [one[-1] * (2 if layer["merge_mode"] == "concat" else 1)]
    step = [layer["units"]] if kind in RECURRENT else [*places(layer, shape[1:-1]), layer["filters"]]
    return ([shape[0]] if layer.get("return_sequences") else []) + step


def places(layer, along):
    ones = [1] * len(along)
    windows = zip(along, layer["kernel_size"], layer.get("strides", ones), layer.get("dilation_rate", ones))
    return [(size - (1 if layer["padding"] == "same" else (window - 1) * hole + 1)) // stride + 1 for size, window, stride, hole in windows]
