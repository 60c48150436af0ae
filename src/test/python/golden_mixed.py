"""Fits of small models whose layers compute in 16 bits, with weights of float32. Java reads each model from its JSON and does the same
(src/test/java/kerava/interop/SequenceFits.java)."""
from keras import Input, Model, Sequential, layers as l

import golden_sequences
import sequence_models
from golden_graphs import mixed
from golden_numbers import thinned

BFLOAT16, FLOAT16, FLOAT32 = "mixed_bfloat16", "mixed_float16", "float32"


def chain(x, *layers):
    """The layers are made when the chain is."""
    return lambda: Sequential([x, *(layer() for layer in layers)])


def dense(units, activation=None, **more):
    return lambda: l.Dense(units, activation, **more)


def begun(model):
    """Whose Input is Keras's own, of the type in which the first layer computes."""
    model.build((None, 5))
    return model


def branches():
    """Parts of a model in several types, a shared layer, and a model inside."""
    x = Input((5,), name="x")
    shared = l.Dense(4, "tanh")
    inner = Sequential([Input((4,)), l.Dense(3, "relu"), l.Dropout(.25)])
    whole = l.Dense(4, "relu", dtype=FLOAT32)(shared(x))
    half = l.Dense(4, "tanh", dtype=FLOAT16)(x)
    return Model(x, [l.Dense(2)(l.Concatenate()([whole, shared(l.Dense(5)(half)), inner(half)])), l.Dense(1, dtype=FLOAT32)(half)])


def attended(**settings):
    x = sequence_models.steps()
    y = l.Dense(4)(x)
    return Model(x, l.Dense(2)(l.Add()([y, l.MultiHeadAttention(2, 3, **settings)(y, y)])))


MODELS = {
    "dense": chain(Input((5,)), dense(8, "relu"), dense(3, "gelu"), dense(2)),
    "without an Input": lambda: begun(Sequential([l.Dense(8, "tanh"), l.Dense(2)])),
    "normalized": chain(Input((5,)), dense(16, use_bias=False), l.BatchNormalization, lambda: l.Activation("relu"), dense(2)),
    "normalized, not of a multiple of 16": chain(Input((5,)), dense(9, "tanh"), l.BatchNormalization, dense(2)),
    "each normalized": chain(Input((3, 5)), dense(8), l.LayerNormalization, dense(4, "tanh"), dense(2)),
    "dropped": chain(Input((5,)), dense(8, "relu"), lambda: l.Dropout(.3), dense(4, "silu"), lambda: l.Dropout(.5), dense(2)),
    "regularized": chain(Input((5,)), dense(8, "tanh", kernel_regularizer="l2", kernel_constraint="unit_norm"), dense(2, bias_regularizer="l1")),
    "convolved": lambda: Sequential([Input((6, 7, 3)), l.Conv2D(4, 3, activation="relu"), l.MaxPooling2D(2), l.Conv2D(3, 2, use_bias=False),
                                     l.GlobalAveragePooling2D(), l.Dense(2)]),
    "convolved and normalized": lambda: Sequential([Input((6, 7, 3)), l.Conv2D(8, 3, use_bias=False), l.BatchNormalization(), l.Activation("relu"),
                                                    l.AveragePooling2D(2), l.Flatten(), l.Dense(2)]),
    "embedded": lambda: Sequential([Input((5,), name="ids"), l.Embedding(9, 4), l.Flatten(), l.Dense(2)]),
    "embedded, masked": lambda: Sequential([Input((5,), name="ids"), l.Embedding(9, 4, mask_zero=True), l.LSTM(4), l.Dense(2)]),
    "lstm": chain(sequence_models.steps(), lambda: l.LSTM(4, return_sequences=True), dense(2)),
    "lstm unrolled": chain(sequence_models.steps(), lambda: l.LSTM(4, unroll=True), dense(2)),
    "gru": chain(sequence_models.steps(), lambda: l.GRU(4), dense(2)),
    "gru that resets before": chain(sequence_models.steps(), lambda: l.GRU(4, reset_after=False), dense(2)),
    "gru that resets before, unrolled": chain(sequence_models.steps(), lambda: l.GRU(4, reset_after=False, unroll=True), dense(2)),
    "both ways": chain(sequence_models.steps(), lambda: l.Bidirectional(l.SimpleRNN(4, return_sequences=True)), dense(2)),
    "convolving lstm": chain(sequence_models.places(4, 5, 4), lambda: l.ConvLSTM2D(3, 2), l.Flatten, dense(2)),
    "convolving lstm unrolled": chain(sequence_models.places(3, 6), lambda: l.ConvLSTM1D(3, 2, unroll=True, dropout=.2, recurrent_dropout=.3), l.Flatten, dense(2)),
    "step by step": chain(sequence_models.steps(), lambda: l.TimeDistributed(l.Dense(4, "relu")), dense(2)),
    "moved and turned": chain(Input((5, 6, 2)), lambda: l.RandomTranslation(.3, .2), lambda: l.RandomZoom(.3), lambda: l.RandomRotation(.1),
                              lambda: l.RandomShear((0., .3), (0., .2)), lambda: l.RandomPerspective(1., .5), l.Flatten, dense(2)),
    "recolored": chain(Input((4, 5, 3)), dense(3, "tanh"), lambda: l.RandomContrast(.5, (-1, 1)), lambda: l.RandomInvert(value_range=(0, 1)), l.RandomGrayscale,
                       lambda: l.RandomColorDegeneration(.5, (-1, 1)), lambda: l.Solarization(.25, .75, (-1, 1)), l.Flatten, dense(2)),
    "sharpened": chain(Input((4, 5, 2)), dense(3, "tanh"), lambda: l.RandomSharpness(1., (-1, 1)), lambda: l.AutoContrast((-1, 1)), l.Flatten, dense(2)),
    "blurred and erased": chain(Input((4, 5, 2)), dense(3, "tanh"), lambda: l.RandomGaussianBlur(1., 3, (.5, 1.), (-1, 1)),
                                lambda: l.RandomErasing(1., (.2, .6), value_range=(-1, 1)), l.Flatten, dense(2)),
    "of other hues": chain(Input((4, 5, 3)), lambda: l.RandomHue(.5, (-4, 4)), lambda: l.RandomPosterization(4, (-8, 8)), lambda: l.Rescaling(.0625), l.Flatten, dense(2)),
    "saturated": chain(Input((4, 5, 3)), lambda: l.RandomSaturation((.25, .75), (0, 1)), l.Flatten, dense(2)),
    "spectral": chain(Input((5,)), lambda: l.SpectralNormalization(l.Dense(8, "tanh")), lambda: l.SpectralNormalization(l.Dense(4), 2), dense(2)),
    "attention": attended, "attention with dropout": lambda: attended(dropout=.3), "branches": branches,
}


def mixed_fits(stored=True, sizes=(18, 20), parts=1):
    """Each in bfloat16 and in float16, whose gradients are not scaled; stored with sgd, for adam makes steps of what rounding leaves."""
    cases = [(name, policy) for name in MODELS for policy in (BFLOAT16, FLOAT16) if (name, policy) != ("blurred and erased", FLOAT16) and thinned([f"{name}, {policy}"], parts)]
    return {"seed": golden_sequences.SEED, "epochs": golden_sequences.EPOCHS, "batch_size": sequence_models.BATCH,
            "fits": [golden_sequences.fitted(f"{name}, {policy}", mixed(policy, MODELS[name]), "slow" if stored else "adam", sizes[i % len(sizes)])
                     for i, (name, policy) in enumerate(cases)]}
