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


# ---- optimizers

O = keras.optimizers
def spared(optimizer, *names):
    optimizer.exclude_from_weight_decay(var_names=list(names))
    return optimizer


def several(default, by_key, scale=None):
    return O.MultiOptimizer(O.OptimizerMap(default, by_key), loss_scale_factor=scale)


def twice(one, other):
    return several(one, {".*dense[_0-9]*/kernel": other, ".*dense[_0-9]*/bias": one})


OPTIMIZERS = {
    "sgd": lambda: O.SGD(),
    "sgd, faster": lambda: O.SGD(0.1),
    "sgd with momentum": lambda: O.SGD(0.05, momentum=0.9),
    "sgd with nesterov": lambda: O.SGD(0.03, momentum=0.8, nesterov=True),
    "sgd with nesterov, no momentum": lambda: O.SGD(0.03, nesterov=True),
    "rmsprop": lambda: O.RMSprop(),
    "rmsprop, other settings": lambda: O.RMSprop(0.01, rho=0.7, epsilon=1e-4),
    "rmsprop with momentum": lambda: O.RMSprop(0.002, momentum=0.9),
    "rmsprop, centered": lambda: O.RMSprop(0.002, centered=True),
    "rmsprop, centered with momentum": lambda: O.RMSprop(0.002, rho=0.8, momentum=0.5, epsilon=1e-5, centered=True),
    "adagrad": lambda: O.Adagrad(),
    "adagrad, other settings": lambda: O.Adagrad(0.05, initial_accumulator_value=0.01, epsilon=1e-3),
    "adafactor": lambda: O.Adafactor(),
    "adafactor, other settings": lambda: O.Adafactor(0.05, beta_2_decay=-0.7, epsilon_1=1e-8, epsilon_2=0.02, clip_threshold=0.8, relative_step=False),
    "adam": lambda: O.Adam(),
    "adam, other settings": lambda: O.Adam(0.02, beta_1=0.8, beta_2=0.95, epsilon=1e-3),
    "adam, amsgrad": lambda: O.Adam(0.01, beta_2=0.9, amsgrad=True),
    "adamw": lambda: O.AdamW(0.02, epsilon=1e-3),
    "adamw, other settings": lambda: O.AdamW(0.02, 0.3, beta_1=0.8, beta_2=0.95, epsilon=1e-3, amsgrad=True),
    "adamax": lambda: O.Adamax(),
    "adamax, other settings": lambda: O.Adamax(0.02, beta_1=0.8, beta_2=0.95, epsilon=1e-3, weight_decay=0.3, clipnorm=0.1),
    "adadelta": lambda: O.Adadelta(),
    "adadelta, other settings": lambda: O.Adadelta(0.5, rho=0.8, epsilon=1e-3, weight_decay=0.01, global_clipnorm=0.1),
    "lion": lambda: O.Lion(),
    "lion, other settings": lambda: O.Lion(0.01, beta_1=0.7, beta_2=0.8, weight_decay=0.3, clipnorm=0.1),
    "nadam": lambda: O.Nadam(),
    "nadam, other settings": lambda: O.Nadam(0.02, beta_1=0.8, beta_2=0.95, epsilon=1e-3, weight_decay=0.3, clipvalue=0.05),
    "ftrl": lambda: O.Ftrl(),
    "ftrl, other settings": lambda: O.Ftrl(0.05, learning_rate_power=-0.7, initial_accumulator_value=0.2, l1_regularization_strength=0.001,
                                           l2_regularization_strength=0.01, l2_shrinkage_regularization_strength=0.02, beta=0.5),
    "ftrl, clipnorm and weight decay": lambda: O.Ftrl(0.05, clipnorm=0.1, weight_decay=0.3),
    "lamb": lambda: O.Lamb(),
    "lamb, other settings": lambda: O.Lamb(0.02, beta_1=0.8, beta_2=0.95, epsilon=1e-3, weight_decay=0.3, global_clipnorm=0.1),
    "muon": lambda: O.Muon(),
    "muon, other settings": lambda: O.Muon(0.02, adam_beta_1=0.8, adam_beta_2=0.95, adam_weight_decay=0.1, epsilon=1e-3, weight_decay=0.3, adam_lr_ratio=0.5,
                                           muon_a=3.0, muon_b=-4.0, muon_c=1.8, momentum=0.8, ns_steps=3, rms_rate=0.4, clipnorm=0.1),
    "muon, without nesterov": lambda: O.Muon(0.02, nesterov=False, epsilon=1e-3, weight_decay=None),
    "muon, without rms rate": lambda: O.Muon(0.02, rms_rate=None, epsilon=1e-3, adam_weight_decay=None),
    "muon, layers excluded": lambda: O.Muon(0.02, exclude_layers=["^sequential[_0-9]*/dense[_0-9]*/k.+l$"], epsilon=1e-3),
    "muon, decay but of kernels": lambda: spared(O.Muon(0.02, weight_decay=0.3, adam_weight_decay=0.3, epsilon=1e-3), "kernel"),
    "muon, gradients of two steps, averaged": lambda: O.Muon(0.02, epsilon=1e-3, global_clipnorm=0.1, use_ema=True, ema_momentum=0.8,
                                                             gradient_accumulation_steps=2),
    "schedule-free adamw": lambda: O.ScheduleFreeAdamW(epsilon=1e-3),
    "schedule-free adamw, other settings": lambda: O.ScheduleFreeAdamW(0.02, beta_1=0.8, beta_2=0.95, epsilon=1e-3, warmup_steps=7, weight_decay=0.3, clipnorm=0.1),
    "schedule-free adamw, without decay of biases": lambda: spared(O.ScheduleFreeAdamW(0.02, epsilon=1e-3, weight_decay=0.3, global_clipnorm=0.1), "bias"),
    "schedule-free adamw, gradients of two steps, averaged": lambda: O.ScheduleFreeAdamW(0.02, epsilon=1e-3, clipvalue=0.05, use_ema=True, ema_momentum=0.8,
                                                                                         ema_overwrite_frequency=3, gradient_accumulation_steps=2),
    "several": lambda: several(O.SGD(0.1), {".*kernel": O.Adam(0.02, epsilon=1e-3)}),
    "several, one of them twice": lambda: twice(O.Nadam(0.02, epsilon=1e-3), O.SGD(0.05, momentum=0.9)),
    "several, each with its options": lambda: several(spared(O.AdamW(0.02, epsilon=1e-3, weight_decay=0.3, global_clipnorm=0.1), "bias"),
                                                      {".*bias": O.SGD(0.1, use_ema=True, ema_momentum=0.8, gradient_accumulation_steps=2)}),
    "sgd, clipnorm": lambda: O.SGD(0.1, clipnorm=0.1),
    "sgd, global clipnorm": lambda: O.SGD(0.1, global_clipnorm=0.1),
    "sgd, clipvalue": lambda: O.SGD(0.1, clipvalue=0.01),
    "sgd, weight decay": lambda: O.SGD(0.1, weight_decay=0.3),
    "sgd, weight decay but of biases": lambda: spared(O.SGD(0.1, weight_decay=0.3), "bias"),
    "sgd with momentum, clipnorm and weight decay": lambda: O.SGD(0.05, momentum=0.9, clipnorm=0.1, weight_decay=0.3),
    "rmsprop, global clipnorm and weight decay": lambda: O.RMSprop(0.01, rho=0.7, epsilon=1e-4, global_clipnorm=0.1, weight_decay=0.3),
    "adagrad, clipnorm": lambda: O.Adagrad(0.05, initial_accumulator_value=0.01, epsilon=1e-3, clipnorm=0.1),
    "adafactor, global clipnorm and weight decay": lambda: O.Adafactor(0.05, global_clipnorm=0.1, weight_decay=0.3),
    "adam, clipvalue and weight decay": lambda: O.Adam(0.02, beta_1=0.8, beta_2=0.95, epsilon=1e-3, clipvalue=0.05, weight_decay=0.3),
    "adam, averaged": lambda: O.Adam(0.02, epsilon=1e-3, use_ema=True, ema_momentum=0.9),
    "sgd, averaged again and again": lambda: O.SGD(0.1, weight_decay=0.3, use_ema=True, ema_momentum=0.5, ema_overwrite_frequency=3),
    "sgd, gradients of two steps": lambda: O.SGD(0.1, gradient_accumulation_steps=2),
    "rmsprop, gradients of three steps": lambda: O.RMSprop(0.01, epsilon=1e-4, momentum=0.5, weight_decay=0.3, gradient_accumulation_steps=3),
    "nadam, gradients of two steps": lambda: O.Nadam(0.02, epsilon=1e-3, clipnorm=0.1, gradient_accumulation_steps=2),
    "adam, gradients of two steps, averaged": lambda: O.Adam(0.02, epsilon=1e-3, global_clipnorm=0.1, weight_decay=0.3, use_ema=True, ema_momentum=0.8,
                                                             ema_overwrite_frequency=2, gradient_accumulation_steps=2),
}
# Units of Dense layers on five features: some weights' sizes are multiples of 16 and some are not, all are, none is.
UNITS = {"mixed": (16, 7, CLASSES), "aligned": (16, 16), "odd": (7, CLASSES)}


def optimizer_fits(length=SHORT, parts=1):
    """Each on the model "mixed" with the first size, stored ones on this or on "odd" with the second, long ones on all three with both."""
    n = max(length.sizes)
    both = list(zip(("mixed", "odd"), length.sizes))
    pairs = {SHORT: lambda name: [one_of(both, name)], LIVE: lambda name: both[:1],
             LONG: lambda name: [(model, n) for model in UNITS for n in length.sizes]}[length]
    return length.told() | {"units": UNITS, "x": array(samples((5,), n)), "y": array(labels(n)),
                            "fits": [{"case": name, "model": model, "n": n} | with_optimizer(name, model, n, length)
                                     for name in thinned(OPTIMIZERS, parts) for model, n in pairs(name)]}


def dense(model):
    *hidden, last = UNITS[model]
    return [Input((5,)), *[Dense(units, "tanh") for units in hidden], Dense(last, "softmax")]


def with_optimizer(name, model, n, length):
    x, y = samples((5,), max(length.sizes)), labels(max(length.sizes))
    return fitted(lambda: dense(model), OPTIMIZERS[name](), "sparse_categorical_crossentropy", x[:n], y[:n], length)


# ---- losses

def truths(n):
    state, sparse = np.random.RandomState(5), labels(n)
    one_hot = keras.utils.to_categorical(sparse, CLASSES)
    bits, real = state.randint(0, 2, (n, 4)).astype("float32"), state.randn(n, 4).astype("float32")
    return {"labels": sparse, "label column": sparse.reshape(n, 1), "one-hot": one_hot, "shares": (0.7 * one_hot + 0.1).astype("float32"),
            "bit": bits[:, 0], "bit column": bits[:, :1], "bits": bits, "number": real[:, 0], "number column": real[:, :1], "numbers": real,
            "signs": 2 * bits - 1}


L = keras.losses
LOSSES = {  # name: units and activation of the last layer, loss, labels
    "sparse on softmax": (3, "softmax", lambda: L.SparseCategoricalCrossentropy(), "labels"),
    "sparse on softmax, a column": (3, "softmax", lambda: L.SparseCategoricalCrossentropy(), "label column"),
    "sparse on logits": (3, "linear", lambda: L.SparseCategoricalCrossentropy(from_logits=True), "labels"),
    "sparse on logits, a column": (3, "linear", lambda: L.SparseCategoricalCrossentropy(from_logits=True), "label column"),
    "sparse on sigmoid": (3, "sigmoid", lambda: L.SparseCategoricalCrossentropy(), "labels"),
    "sparse on probabilities": (3, "hard_sigmoid", lambda: L.SparseCategoricalCrossentropy(), "labels"),
    "categorical on softmax": (3, "softmax", lambda: L.CategoricalCrossentropy(), "one-hot"),
    "categorical on softmax, shares": (3, "softmax", lambda: L.CategoricalCrossentropy(), "shares"),
    "categorical on softmax, smoothed": (3, "softmax", lambda: L.CategoricalCrossentropy(label_smoothing=0.1), "one-hot"),
    "categorical on logits": (3, "linear", lambda: L.CategoricalCrossentropy(from_logits=True), "one-hot"),
    "categorical on logits, smoothed": (3, "linear", lambda: L.CategoricalCrossentropy(from_logits=True, label_smoothing=0.3), "one-hot"),
    "categorical on sigmoid, smoothed": (3, "sigmoid", lambda: L.CategoricalCrossentropy(label_smoothing=0.2), "one-hot"),
    "categorical on probabilities": (3, "hard_sigmoid", lambda: L.CategoricalCrossentropy(), "one-hot"),
    "categorical on probabilities, smoothed": (3, "hard_sigmoid", lambda: L.CategoricalCrossentropy(label_smoothing=0.2), "one-hot"),
    "binary on sigmoid": (1, "sigmoid", lambda: L.BinaryCrossentropy(), "bit"),
    "binary on sigmoid, a column": (1, "sigmoid", lambda: L.BinaryCrossentropy(), "bit column"),
    "binary on four sigmoids": (4, "sigmoid", lambda: L.BinaryCrossentropy(), "bits"),
    "binary on three sigmoids": (3, "sigmoid", lambda: L.BinaryCrossentropy(), "one-hot"),
    "binary on sigmoid, smoothed": (1, "sigmoid", lambda: L.BinaryCrossentropy(label_smoothing=0.2), "bit"),
    "binary on four sigmoids, smoothed": (4, "sigmoid", lambda: L.BinaryCrossentropy(label_smoothing=0.1), "bits"),
    "binary on logits": (1, "linear", lambda: L.BinaryCrossentropy(from_logits=True), "bit"),
    "binary on four logits, smoothed": (4, "linear", lambda: L.BinaryCrossentropy(from_logits=True, label_smoothing=0.1), "bits"),
    "binary on probabilities": (1, "hard_sigmoid", lambda: L.BinaryCrossentropy(), "bit"),
    "binary on four probabilities": (4, "hard_sigmoid", lambda: L.BinaryCrossentropy(), "bits"),
    "binary on softmax, smoothed": (3, "softmax", lambda: L.BinaryCrossentropy(label_smoothing=0.1), "one-hot"),
    "squares": (4, "linear", lambda: L.MeanSquaredError(), "numbers"),
    "squares of three": (3, "linear", lambda: L.MeanSquaredError(), "one-hot"),
    "squares of one": (1, "linear", lambda: L.MeanSquaredError(), "number"),
    "squares of one, a column": (1, "linear", lambda: L.MeanSquaredError(), "number column"),
    "squares on softmax": (3, "softmax", lambda: L.MeanSquaredError(), "one-hot"),
    "squares on sigmoid": (1, "sigmoid", lambda: L.MeanSquaredError(), "bit"),
    "absolute": (4, "linear", lambda: L.MeanAbsoluteError(), "numbers"),
    "absolute of one": (1, "tanh", lambda: L.MeanAbsoluteError(), "number"),
    "percentage": (4, "linear", lambda: L.MeanAbsolutePercentageError(), "numbers"),
    "percentage of one, a column": (1, "linear", lambda: L.MeanAbsolutePercentageError(), "number column"),
    "logarithms": (3, "softplus", lambda: L.MeanSquaredLogarithmicError(), "one-hot"),
    "logarithms of one": (1, "linear", lambda: L.MeanSquaredLogarithmicError(), "number"),
    "cosine": (4, "linear", lambda: L.CosineSimilarity(), "numbers"),
    "cosine on softmax": (3, "softmax", lambda: L.CosineSimilarity(), "shares"),
    "cosine along the batch": (4, "linear", lambda: L.CosineSimilarity(axis=0, reduction="sum"), "numbers"),
    "huber": (4, "linear", lambda: L.Huber(), "numbers"),
    "huber, delta": (1, "linear", lambda: L.Huber(delta=0.3), "number column"),
    "log cosh": (4, "linear", lambda: L.LogCosh(), "numbers"),
    "log cosh of one": (1, "linear", lambda: L.LogCosh(), "number"),
    "hinge": (4, "tanh", lambda: L.Hinge(), "bits"),
    "hinge of one": (1, "linear", lambda: L.Hinge(), "bit column"),
    "hinge of signs": (4, "linear", lambda: L.Hinge(), "signs"),
    "squared hinge": (4, "tanh", lambda: L.SquaredHinge(), "bits"),
    "squared hinge of one": (1, "linear", lambda: L.SquaredHinge(), "bit"),
    "categorical hinge": (3, "softmax", lambda: L.CategoricalHinge(), "one-hot"),
    "categorical hinge on numbers": (3, "linear", lambda: L.CategoricalHinge(), "one-hot"),
    "divergence": (3, "softmax", lambda: L.KLDivergence(), "shares"),
    "divergence on sigmoid": (3, "sigmoid", lambda: L.KLDivergence(), "one-hot"),
    "poisson": (4, "softplus", lambda: L.Poisson(), "bits"),
    "poisson of one": (1, "exponential", lambda: L.Poisson(), "bit"),
    "binary focal": (1, "sigmoid", lambda: L.BinaryFocalCrossentropy(), "bit"),
    "binary focal on four logits, balanced, smoothed": (4, "linear", lambda: L.BinaryFocalCrossentropy(True, 0.3, 1.5, from_logits=True, label_smoothing=0.1), "bits"),
    "binary focal on probabilities": (4, "hard_sigmoid", lambda: L.BinaryFocalCrossentropy(gamma=3.0), "bits"),
    "dice": (3, "softmax", lambda: L.Dice(), "one-hot"),
    "dice of each": (4, "sigmoid", lambda: L.Dice(axis=(1,)), "bits"),
    "tversky": (4, "sigmoid", lambda: L.Tversky(0.3, 0.7), "bits"),
    "tversky of each": (3, "softmax", lambda: L.Tversky(axis=(-1,)), "one-hot"),
    "generalized": (3, "softmax", lambda: L.CategoricalGeneralizedCrossEntropy(), "labels"),
    "generalized on probabilities": (3, "hard_sigmoid", lambda: L.CategoricalGeneralizedCrossEntropy(q=0.7), "labels"),
    "categorical focal": (3, "softmax", lambda: L.CategoricalFocalCrossentropy(), "one-hot"),
    "categorical focal on logits, smoothed": (3, "linear", lambda: L.CategoricalFocalCrossentropy(0.4, 1.5, from_logits=True, label_smoothing=0.2), "one-hot"),
}


def loss_fits(length=SHORT, parts=1):
    """Each with adam on a hidden layer of seven."""
    n = max(length.sizes)
    return length.told() | {"x": array(samples((5,), n)), "y": {name: array(y) for name, y in truths(n).items()},
                            "fits": [{"case": name, "n": n, "y": LOSSES[name][3]} | with_loss(name, n, length)
                                     for name, n in length.pairs(thinned(LOSSES, parts))]}


def with_loss(name, n, length):
    x, y = samples((5,), max(length.sizes)), truths(max(length.sizes))[LOSSES[name][3]]
    return outcome(loss_model(name), x[:n], y[:n], length)


def loss_model(name):
    units, activation, loss, _ = LOSSES[name]
    return compiled(lambda: [Input((5,)), Dense(7, "tanh"), Dense(units, activation)], "adam", loss())


# ---- one model compiled again and again

AGAIN = ["adam", "sgd with momentum", "adam", "rmsprop, centered"]


def recompiled_fits():
    """One model, compiled with one optimizer of optimizer_fits after the other: weights, moving statistics and dropout's generator go on,
    the optimizer starts afresh. What each fit left."""
    n = max(SHORT.sizes)
    x, y = samples((5,), n), labels(n)
    keras.backend.clear_session()
    keras.utils.set_random_seed(SEED)
    model = Sequential([Input((5,)), Dense(8, "relu"), Dropout(0.4), Dense(6, use_bias=False), BatchNormalization(),
                              Dropout(0.2, seed=3), *head()])
    fits = []
    for name in AGAIN:
        model.compile(OPTIMIZERS[name](), "sparse_categorical_crossentropy", metrics=["accuracy"])
        fits.append({"case": name, "n": n} | outcome(model, x, y, SHORT))
    return SHORT.told() | {"x": array(x), "y": array(y), "fits": fits}
