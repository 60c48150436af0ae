"""Fits of models in which one layer stands before another, for every ordered pair: TensorFlow's graph optimizer joins and sorts what neighbours compute.

Java reads each model from its JSON and does the same (src/test/java/kerava/interop/SequenceFits.java).
"""
from keras import Input, Model, layers as l

import golden_sequences as sequences
from sequence_models import BATCH
from golden_numbers import thinned

# By name: how many axes of a sample it takes, 0 for any, and what it makes of x.
LAYERS = {
    "activation": (0, lambda x: l.Activation("tanh")(x)),
    "add": (0, lambda x: l.Add()([x, l.Dense(x.shape[-1])(x)])),
    "average": (0, lambda x: l.Average()([l.Dense(3)(x), l.Dense(3, "tanh")(x)])),
    "average pooling": (3, lambda x: l.AveragePooling2D((2, 1))(x)),
    "average pooling of steps": (2, lambda x: l.AveragePooling1D(2, padding="same")(x)),
    "batch normalization": (0, lambda x: l.BatchNormalization()(x)),
    "both ways": (2, lambda x: l.Bidirectional(l.GRU(3, return_sequences=True))(x)),
    "concatenate": (0, lambda x: l.Concatenate()([x, l.Dense(2)(x)])),
    "convolution": (3, lambda x: l.Conv2D(3, 2, padding="same")(x)),
    "convolution of channels": (3, lambda x: l.DepthwiseConv2D(2, depth_multiplier=2, padding="same")(x)),
    "convolution of steps": (2, lambda x: l.Conv1D(3, 2, padding="causal")(x)),
    "cropping": (3, lambda x: l.Cropping2D(((1, 0), (0, 0)))(x)),
    "cropping of steps": (2, lambda x: l.Cropping1D((1, 0))(x)),
    "dense": (0, lambda x: l.Dense(5, "relu")(x)),
    "dense of one": (0, lambda x: l.Dense(1)(x)),
    "dot": (2, lambda x: l.Dot(-1)([l.Dense(3)(x), l.Dense(3, "tanh")(x)])),
    "dropout": (0, lambda x: l.Dropout(.3)(x)),
    "elu": (0, lambda x: l.ELU()(x)),
    "flatten": (0, lambda x: l.Flatten()(x)),
    "global average": (3, lambda x: l.GlobalAveragePooling2D()(x)),
    "global average of steps": (2, lambda x: l.GlobalAveragePooling1D()(x)),
    "global maximum": (3, lambda x: l.GlobalMaxPooling2D()(x)),
    "global maximum of steps": (2, lambda x: l.GlobalMaxPooling1D()(x)),
    "gru": (2, lambda x: l.GRU(3, return_sequences=True)(x)),
    "identity": (0, lambda x: l.Identity()(x)),
    "layer normalization": (0, lambda x: l.LayerNormalization()(x)),
    "leaky relu": (0, lambda x: l.LeakyReLU()(x)),
    "lstm": (2, lambda x: l.LSTM(4)(x)),
    "masking": (2, lambda x: l.Masking()(x)),
    "max pooling": (3, lambda x: l.MaxPooling2D((1, 2), padding="same")(x)),
    "max pooling of steps": (2, lambda x: l.MaxPooling1D(2, padding="same")(x)),
    "maximum": (0, lambda x: l.Maximum()([l.Dense(3)(x), l.Dense(3, "tanh")(x)])),
    "minimum": (0, lambda x: l.Minimum()([l.Dense(3)(x), l.Dense(3, "tanh")(x)])),
    "multi-head attention": (2, lambda x: l.MultiHeadAttention(2, 3)(x, x)),
    "multiply": (0, lambda x: l.Multiply()([l.Dense(3)(x), l.Dense(3, "tanh")(x)])),
    "padding": (3, lambda x: l.ZeroPadding2D((1, 0))(x)),
    "padding of steps": (2, lambda x: l.ZeroPadding1D((1, 0))(x)),
    "permute": (2, lambda x: l.Permute((2, 1))(x)),
    "relu": (0, lambda x: l.ReLU()(x)),
    "repeat vector": (1, lambda x: l.RepeatVector(3)(x)),
    "rescaling": (0, lambda x: l.Rescaling(.5, .1)(x)),
    "reshape": (2, lambda x: l.Reshape((x.shape[2], x.shape[1]))(x)),
    "simple rnn": (2, lambda x: l.SimpleRNN(4, return_sequences=True)(x)),
    "softmax": (0, lambda x: l.Softmax()(x)),
    "step by step": (2, lambda x: l.TimeDistributed(l.Dense(3, "tanh"))(x)),
    "subtract": (0, lambda x: l.Subtract()([l.Dense(3)(x), l.Dense(3, "tanh")(x)])),
    "up sampling": (3, lambda x: l.UpSampling2D((1, 2))(x)),
    "up sampling of steps": (2, lambda x: l.UpSampling1D(2)(x)),
}


def pairs():
    return [(first, second) for first in LAYERS for second in LAYERS]


def fits(chosen):
    return {"seed": sequences.SEED, "epochs": sequences.EPOCHS, "batch_size": BATCH,
            "fits": [sequences.fitted(f"{first}, {second}", lambda: model(first, second), "adam", (18, 20)[i % 2])
                     for i, (first, second) in enumerate(chosen)]}


def pair_fits(part, parts):
    return fits(pairs()[part::parts])


def noise_fits(parts=1):
    """Each before noise, or one of so many parts of them."""
    return fits([(first, "dropout") for first in thinned(LAYERS, parts)])


def model(first, second):
    x = Input((4, 2, 3))
    y = of(second, of(first, l.Dense(4, "tanh")(x)))
    return Model(x, l.Dense(2)(l.Flatten()(y)))


def of(name, x):
    axes, layer = LAYERS[name]
    return layer(x if axes in (0, len(x.shape) - 1) else l.Reshape(shaped(x.shape[1:], axes))(x))


def shaped(sample, axes):
    """The same numbers along so many axes: the first ones join, or axes of one come last."""
    if len(sample) > axes:
        return (-1, *sample[len(sample) - axes + 1:])
    return (*sample, *[1] * (axes - len(sample)))
