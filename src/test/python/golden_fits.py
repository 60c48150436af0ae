"""Fits of small models, one for every layer, optimizer and loss in its several settings; Java has the same models under the same names
(src/test/java/kerava/interop). Stored ones are short; the same, longer, are printed for comparisons on one machine."""
import dataclasses
import math

import keras
import numpy as np
import tensorflow as tf
from keras import Sequential
from keras.constraints import MaxNorm, MinMaxNorm, NonNeg, UnitNorm
from keras.layers import (Activation, AveragePooling2D, BatchNormalization, Conv2D, Dense, Dropout, Flatten, GlobalAveragePooling2D,
                          GlobalMaxPooling2D, Input, LayerNormalization, LeakyReLU, MaxPooling2D, Permute, ReLU, Reshape, Softmax, UpSampling2D,
                          ZeroPadding2D)
from keras.regularizers import L1, L1L2, L2

import golden_augmentation
import golden_layers
from golden_numbers import array, one_of, thinned

SEED = 42
CLASSES = 3


@dataclasses.dataclass(frozen=True)
class Length:
    """How many samples in batches of how many, for how many epochs: a size that is no multiple of the batch has a partial last batch.
    Not all sizes: each case has the one that its name chooses. Not thorough: no evaluation nor prediction, each of which TensorFlow takes long to trace."""
    sizes: tuple
    batch_size: int
    epochs: int
    thorough: bool = True
    all_sizes: bool = False

    def pairs(self, cases, always=""):
        """(case, size) for each fit; cases with this word in their name have every size, of the others the name chooses one."""
        return [(name, n) for name in cases for n in self.sizes if self.all_sizes or always and always in name or n == one_of(self.sizes, name)]

    def told(self):
        return {"seed": SEED, "batch_size": self.batch_size, "epochs": self.epochs}


SHORT, LIVE = Length((20, 24), 6, 3), Length((200, 192), 32, 4, thorough=False)
LONG = Length((200, 192), 32, 8, all_sizes=True)


LARGEST_STORED = 300  # numbers of a sample, so that files stay small


def samples(shape, n):
    return np.random.RandomState(3).randn(n, *shape).astype("float32")


def labels(n):
    return np.random.RandomState(4).randint(0, CLASSES, n)


def fitted(layers, optimizer, loss, x, y, length):
    """What came of it; of a layer that this processor's kernels cannot run, that it was refused."""
    try:
        return outcome(compiled(layers, optimizer, loss), x, y, length)
    except (tf.errors.UnimplementedError, tf.errors.InvalidArgumentError) as e:
        if "only supports" not in str(e):
            raise
        return {"refused": str(e)}


def compiled(layers, optimizer, loss):
    keras.backend.clear_session()
    keras.utils.set_random_seed(SEED)
    model = Sequential(layers())
    model.compile(optimizer, loss, metrics=["accuracy"])
    return model


def outcome(model, x, y, length):
    history = model.fit(x, y, epochs=length.epochs, batch_size=length.batch_size, verbose=0).history
    left = {"history": history, "weights": [array(w) for w in model.get_weights()]}
    if length.thorough:
        left["evaluate"] = model.evaluate(x, y, batch_size=length.batch_size, verbose=0)
        left["predict_5"] = array(model.predict(x[:5], verbose=0))
    return left


# ---- layers

def head():
    return [Flatten(), Dense(CLASSES, "softmax")]


# A bias just before a normalization moves nothing: its gradient is rounding alone, which adam makes steps of that differ from CPU to CPU.
LAYERS = {
    "dense of matrices": ((2, 5), lambda: [Dense(4, "relu"), *head()]),
    "dense of one unit, of matrices": ((2, 5), lambda: [Dense(1, "sigmoid"), *head()]),
    "dense of one unit": ((5,), lambda: [Dense(1, "tanh"), *head()]),
    "dense without bias": ((5,), lambda: [Dense(7, "elu", use_bias=False), Dense(CLASSES, "softmax", use_bias=False)]),
    "activations as layers": ((5,), lambda: [Dense(6), Activation("tanh"), Dense(CLASSES), Activation("softmax")]),
    "initializers": ((5,), lambda: [Dense(6, "relu", kernel_initializer="he_normal", bias_initializer="random_uniform"),
                                    Dense(CLASSES, "softmax", kernel_initializer="orthogonal")]),
    "probabilities without a softmax": ((5,), lambda: [Dense(6, "tanh"), Dense(CLASSES, "sigmoid")]),
    "without an Input": ((2, 5), lambda: [Flatten(), Dense(6, "relu"), Dense(CLASSES, "softmax")]),
    "leaky relu": ((5,), lambda: [Dense(7), LeakyReLU(), Dense(4), LeakyReLU(negative_slope=0.05), *head()]),
    "leaky relu of matrices": ((2, 5), lambda: [LeakyReLU(0.5), Dense(4), LeakyReLU(0.0), *head()]),
    "dropout": ((5,), lambda: [Dense(8, "relu"), Dropout(0.5), *head()]),
    "two dropouts": ((5,), lambda: [Dropout(0.2), Dense(8, "relu"), Dropout(0.3), *head()]),
    "dropout with a seed": ((5,), lambda: [Dense(8, "tanh"), Dropout(0.25, seed=7), Dense(4, "tanh"), Dropout(0.4), *head()]),
    "dropout of whole columns": ((2, 5), lambda: [Dense(4, "tanh"), Dropout(0.4, noise_shape=(None, 1, 4)), *head()]),
    "dropout of whole rows": ((2, 5), lambda: [Dropout(0.3, noise_shape=(None, None, 1)), Dense(4, "tanh"), *head()]),
    "dropout of the same for all samples": ((2, 5), lambda: [Dropout(0.3, noise_shape=(1, 2, None)), Dense(4, "tanh"), *head()]),
    "dropout of nothing": ((5,), lambda: [Dropout(0.0), Dense(8, "relu"), Dropout(0.0), Dense(4, "relu"), Dropout(0.1), *head()]),
    "dropout of everything": ((5,), lambda: [Dense(8, "relu"), Dropout(1.0), *head()]),
    "normalized": ((5,), lambda: [Dense(16, use_bias=False), BatchNormalization(), Activation("relu"), *head()]),
    "normalized, not of a multiple of 16": ((5,), lambda: [Dense(9, use_bias=False), BatchNormalization(), Activation("relu"), *head()]),
    "normalized input": ((5,), lambda: [BatchNormalization(), Dense(8, "relu"), *head()]),
    "normalized after relu": ((5,), lambda: [Dense(7, "relu"), BatchNormalization(), *head()]),
    "normalized after tanh": ((5,), lambda: [Dense(16, "tanh"), BatchNormalization(), *head()]),
    "normalized twice": ((5,), lambda: [Dense(18, use_bias=False), BatchNormalization(), LeakyReLU(), Dense(6, use_bias=False),
                                        BatchNormalization(), Activation("tanh"), *head()]),
    "normalized before the softmax": ((5,), lambda: [Dense(CLASSES, use_bias=False), BatchNormalization(), Activation("softmax")]),
    "normalized, one feature": ((5,), lambda: [Dense(1, use_bias=False), BatchNormalization(), *head()]),
    "normalized without center": ((5,), lambda: [Dense(9, use_bias=False), BatchNormalization(center=False), Activation("relu"), *head()]),
    "normalized without scale": ((5,), lambda: [Dense(9, use_bias=False), BatchNormalization(scale=False), Activation("relu"), *head()]),
    "normalized with neither": ((5,), lambda: [Dense(16, use_bias=False), BatchNormalization(center=False, scale=False),
                                               Activation("tanh"), *head()]),
    "normalized with other settings": ((5,), lambda: [Dense(9, use_bias=False), BatchNormalization(
        momentum=0.7, epsilon=0.02, beta_initializer="ones", gamma_initializer=keras.initializers.Constant(0.5),
        moving_mean_initializer=keras.initializers.Constant(0.25), moving_variance_initializer=keras.initializers.Constant(2.0)), *head()]),
    "normalized matrices": ((3, 5), lambda: [Dense(6, use_bias=False), BatchNormalization(), Activation("relu"), *head()]),
    "normalized matrices of 16": ((3, 5), lambda: [Dense(16, use_bias=False), BatchNormalization(), Activation("tanh"), *head()]),
    "normalized along axis 1": ((3, 5), lambda: [Dense(6), BatchNormalization(axis=1), Activation("relu"), *head()]),
    "normalized along axis 1 without center": ((3, 5), lambda: [BatchNormalization(axis=1, center=False), Dense(4, "tanh"), *head()]),
    "normalized along axis 1 without scale": ((3, 5), lambda: [BatchNormalization(axis=-2, scale=False), Dense(4, "tanh"), *head()]),
    "normalized blocks": ((2, 3, 4), lambda: [Dense(5, use_bias=False), BatchNormalization(), Activation("relu"), *head()]),
    "normalized blocks along axis 1": ((2, 3, 4), lambda: [Dense(5), BatchNormalization(axis=1), Activation("relu"), *head()]),
    "normalized and dropped": ((5,), lambda: [Dense(16, use_bias=False), BatchNormalization(), LeakyReLU(0.1), Dropout(0.3), *head()]),
    "regularized": ((5,), lambda: [
        Dense(8, "tanh", kernel_regularizer=L2(.01), bias_regularizer=L1(.02), activity_regularizer=L1L2(.001, .002)),
        Dense(7, "tanh", kernel_regularizer=L1L2(.001, .002)), BatchNormalization(gamma_regularizer=L2(.1)), *head()]),
    "constrained": ((5,), lambda: [
        Dense(8, "relu", kernel_constraint=MaxNorm(.5), bias_constraint=NonNeg()), Dense(16, "tanh", kernel_constraint=UnitNorm()),
        Dense(6, kernel_constraint=MinMaxNorm(.2, .8, .3, axis=1)), *head()]),
    "convolved": ((7, 9, 3), lambda: [Conv2D(4, 3), *head()]),
    "convolved with relu": ((7, 9, 3), lambda: [Conv2D(5, (3, 2), activation="relu"), Conv2D(4, 2, padding="same", activation="relu"), *head()]),
    "convolved without bias": ((6, 5, 1), lambda: [Conv2D(4, (2, 3), use_bias=False, activation="tanh"), *head()]),
    "convolved in steps": ((8, 9, 2), lambda: [Conv2D(3, 3, strides=(2, 1), padding="same", activation="elu"), Conv2D(2, 2, strides=2), *head()]),
    "convolved and dilated": ((8, 9, 2), lambda: [Conv2D(3, (2, 3), dilation_rate=(2, 1), activation="relu"), *head()]),
    "convolved and dilated, same": ((8, 9, 2), lambda: [Conv2D(3, (2, 3), dilation_rate=(1, 3), padding="same"), *head()]),
    "convolved, initializers": ((6, 5, 2), lambda: [Conv2D(4, 2, kernel_initializer="orthogonal", bias_initializer="random_uniform"),
                                                   Conv2D(3, 2, kernel_initializer="he_normal", activation="relu"), *head()]),
    "convolved by one": ((5, 4, 3), lambda: [Conv2D(4, 1, activation="relu"), *head()]),
    "convolved with channels first": ((3, 7, 9), lambda: [Conv2D(4, 3, data_format="channels_first", activation="relu"), *head()]),
    "largest of windows": ((7, 9, 2), lambda: [Conv2D(4, 3, activation="relu"), MaxPooling2D(2), *head()]),
    "largest of windows that overlap": ((7, 9, 2), lambda: [MaxPooling2D((3, 2), strides=(1, 3), padding="same"), Conv2D(3, 2), *head()]),
    "largest with channels first": ((2, 7, 9), lambda: [MaxPooling2D(2, data_format="channels_first"), Dense(4, "tanh"), *head()]),
    "means of windows": ((7, 9, 2), lambda: [Conv2D(4, 3, activation="tanh"), AveragePooling2D(2), *head()]),
    "means of windows that overlap": ((7, 9, 2), lambda: [Conv2D(4, 2), AveragePooling2D((3, 2), strides=(1, 3), padding="same"), *head()]),
    "mean of all": ((5, 6, 2), lambda: [Conv2D(6, 3, activation="relu"), GlobalAveragePooling2D(), *head()]),
    "mean of all, axes kept": ((2, 5, 6), lambda: [Dense(4), GlobalAveragePooling2D(data_format="channels_first", keepdims=True), *head()]),
    "largest of all": ((5, 6, 2), lambda: [Conv2D(6, 3, activation="relu"), GlobalMaxPooling2D(), *head()]),
    "largest of all, axes kept": ((5, 6, 2), lambda: [Dense(4), GlobalMaxPooling2D(keepdims=True), *head()]),
    "each normalized": ((5,), lambda: [Dense(8), LayerNormalization(), Activation("relu"), *head()]),
    "each normalized without scale": ((5,), lambda: [Dense(7), LayerNormalization(scale=False), *head()]),
    "each normalized without center": ((5,), lambda: [Dense(7), LayerNormalization(center=False, epsilon=0.1), *head()]),
    "each normalized with neither": ((3, 5), lambda: [LayerNormalization(center=False, scale=False), Dense(4, "tanh"), *head()]),
    "each normalized along axis 1": ((3, 5), lambda: [Dense(4, use_bias=False), LayerNormalization(axis=1), *head()]),
    "each normalized along two axes": ((4, 3, 5), lambda: [Dense(4), LayerNormalization(axis=[2, -1]), *head()]),
    "each normalized, initializers": ((3, 5), lambda: [LayerNormalization(beta_initializer="random_normal", gamma_initializer="random_uniform"),
                                                       Dense(4), *head()]),
    "a small LeNet": ((28, 28, 1), lambda: [Conv2D(6, 5, activation="relu"), MaxPooling2D(2), Conv2D(8, 3, activation="relu"), MaxPooling2D(2), Flatten(),
                                            Dense(20, "relu"), *head()]),
    "reshaped": ((3, 4), lambda: [Reshape((2, -1, 3)), Dense(5, "tanh"), Reshape((5, 4)), Dense(2), *head()]),
    "permuted": ((2, 3, 4), lambda: [Dense(5), Permute((3, 1, 2)), Dense(4, "tanh"), *head()]),
    "convolved and pooled behind dense": ((5, 6, 2), lambda: [Dense(3, "relu"), Conv2D(4, 2), Dense(3), MaxPooling2D(2), *head()]),
    "padded": ((3, 4, 2), lambda: [ZeroPadding2D(), Conv2D(4, 3, activation="relu"), ZeroPadding2D(((0, 1), (2, 3))), Conv2D(3, 2), *head()]),
    "padded with channels first": ((2, 3, 4), lambda: [Dense(3), ZeroPadding2D((1, 2), data_format="channels_first"), Dense(2), *head()]),
    "enlarged": ((3, 4, 2), lambda: [Conv2D(3, 2), UpSampling2D((2, 3)), Conv2D(4, 3, activation="relu"), *head()]),
    "enlarged with channels first": ((2, 3, 4), lambda: [Dense(3), UpSampling2D(data_format="channels_first"), Dense(2), *head()]),
    "relu as a layer": ((5,), lambda: [Dense(8), ReLU(), Dense(7), ReLU(6), Dense(6), ReLU(negative_slope=0.1), *head()]),
    "relu with limits": ((5,), lambda: [Dense(8), ReLU(1.5), Dense(7), ReLU(2.0, 0.1, 0.25), Dense(6), ReLU(threshold=0.125), *head()]),
    "softmax as a layer": ((3, 5), lambda: [Dense(4), Softmax(1), Dense(4), Softmax(), *head()]),
    "convolved and normalized": ((6, 7, 3), lambda: [Conv2D(8, 3, use_bias=False), BatchNormalization(), Activation("relu"), Conv2D(4, 2), *head()]),
    "a model inside": ((5,), lambda: [Sequential([Dense(8, "relu"), Dropout(0.3)]), Dropout(0.2), Dense(CLASSES, "softmax")]),
    "models inside models": ((3, 5), lambda: [
        Sequential([Input((3, 5)), Dense(16, use_bias=False), Sequential([BatchNormalization(), Activation("relu"), Dropout(0.2)]), Dense(4)]),
        Dropout(0.4), Sequential([Flatten(), Dense(CLASSES, "softmax")])]),
    "a model inside drops everything": ((5,), lambda: [
        Sequential([Dense(8, "relu"), Dropout(1.0), Dense(7, "tanh", bias_initializer="ones"), Dropout(0.3)]), *head()]),
}
LAYERS |= {name: (shape, lambda layers=layers: [*layers(), *head()]) for name, (shape, layers) in (golden_layers.LAYERS | golden_augmentation.LAYERS).items()}


def layer_fits(length=SHORT, parts=1):
    """Each with adam and sparse labels, or one of so many parts of them; x by the shape of a sample."""
    n = max(length.sizes)
    chosen = thinned([name for name, (shape, _) in LAYERS.items() if length != SHORT or math.prod(shape) <= LARGEST_STORED], parts)
    return length.told() | {
        "x": {str(shape): array(samples(shape, n)) for shape in sorted({LAYERS[name][0] for name in chosen})}, "y": array(labels(n)),
        "fits": [{"case": name, "n": n, "x": str(LAYERS[name][0])} | with_layers(name, n, length)
                 for name, n in length.pairs(chosen, always="normalized")]}


def with_layers(name, n, length):
    shape, layers = LAYERS[name]
    x, y = samples(shape, max(length.sizes)), labels(max(length.sizes))
    begin = [] if name == "without an Input" else [Input(shape)]
    return fitted(lambda: [*begin, *layers()], "adam", "sparse_categorical_crossentropy", x[:n], y[:n], length)
