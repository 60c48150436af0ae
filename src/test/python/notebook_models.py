"""The data and the models of the notebooks, as reference.py trains them; what goes through sequences stands in sequence_runs.py."""
import functools
import gzip
import pathlib

import keras
import numpy as np
from keras.layers import BatchNormalization, Conv2D, Conv2DTranspose, Dense, Dropout, Flatten, Input, LeakyReLU, MaxPooling2D

DATA = pathlib.Path(__file__).resolve().parents[2] / "main" / "resources" / "kerava" / "data"


# ---- data

def idx(folder, name, header):
    with gzip.open(DATA / folder / name) as file:
        return np.frombuffer(file.read(), np.uint8, offset=header)


def images_and_labels(folder, part):
    images = idx(folder, f"{part}-images-idx3-ubyte.gz", 16).reshape(-1, 28, 28)
    return images / 255.0, idx(folder, f"{part}-labels-idx1-ubyte.gz", 8)


@functools.cache
def mnist():
    return images_and_labels("mnist", "train"), images_and_labels("mnist", "t10k")


def flat(x):
    return x.reshape(-1, 784)


@functools.cache
def flat_mnist():
    return tuple((flat(x), y) for x, y in mnist())


@functools.cache
def one_hot_mnist():
    return tuple((flat(x), keras.utils.to_categorical(y)) for x, y in mnist())


@functools.cache
def fashion():
    """The training images, a fifth of them kept for validation."""
    from sklearn.model_selection import train_test_split
    x, y = images_and_labels("fashion-mnist", "train")
    x, x_val, y, y_val = train_test_split(x, y, test_size=0.2, random_state=42)
    return (x, y), (x_val, y_val)


@functools.cache
def mnist_pictures():
    """One-hot labels, and pictures with a channel."""
    return tuple((x[..., None], keras.utils.to_categorical(y)) for x, y in mnist())


@functools.cache
def same_pictures():
    return tuple((x, x) for x, y in mnist_pictures())


@functools.cache
def all_fashion():
    return images_and_labels("fashion-mnist", "train"), images_and_labels("fashion-mnist", "t10k")


def hands_on():
    """The first 5,000 are validated on."""
    (x, y), test = all_fashion()
    return (x[5000:], y[5000:]), test, (x[:5000], y[:5000])


@functools.cache
def standardized():
    """The last 5,000 are validated on."""
    (x, y), (x_test, y_test) = ((np.round(x * 255).astype(np.uint8), y) for x, y in all_fashion())
    mean, deviation = x[:-5000].mean(axis=0, keepdims=True), x[:-5000].std(axis=0, keepdims=True) + 1e-7
    x, x_test = (((pictures - mean) / deviation)[..., np.newaxis] for pictures in (x, x_test))
    return (x[:-5000], y[:-5000]), (x_test, y_test), (x[-5000:], y[-5000:])


def eight_classes():
    """All but sandals (5) and shirts (6)."""
    def of(x, y):
        x, y = x[(y != 5) & (y != 6)], y[(y != 5) & (y != 6)]
        return x, np.where(y > 6, y - 2, y)
    return tuple(of(*part) for part in hands_on())


def two_classes():
    """Whether it is a shirt; 200 samples to train on."""
    def of(x, y):
        chosen = (y == 5) | (y == 6)
        return x[chosen], (y[chosen] == 6).astype(np.float32)
    (x, y), test, valid = (of(*part) for part in hands_on())
    return (x[:200], y[:200]), test, valid


def xor_data():
    x, y = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], "float32"), np.array([[0], [1], [1], [0]], "float32")
    return (x, y), (x, y)


# ---- models

def deep(units, activation, last=None):
    hidden = [Dense(units, activation=activation) for _ in range(9)] + [Dense(units, activation=last or activation)]
    return keras.Sequential([Input((28, 28)), Flatten(), *hidden, Dense(10, activation="softmax")])


def xor():
    return keras.Sequential([Input((2,)), *[Dense(10, activation="relu") for _ in range(7)], Dense(1, activation="sigmoid")])


def dnn(units, layers=2, init="glorot_uniform", out_init="glorot_uniform", dropout=0.0):
    stack = []
    for _ in range(layers):
        stack.append(Dense(units, activation="relu", kernel_initializer=init))
        if dropout:
            stack.append(Dropout(dropout))
    return keras.Sequential([Input((784,)), *stack, Dense(10, activation="softmax", kernel_initializer=out_init)])


def two_layers(activation):
    return keras.Sequential([Input((28, 28)), Flatten(), Dense(100, activation=activation), Dense(10, activation="softmax")])


def perceptron():
    return keras.Sequential([Input((784,)), Dense(50, activation="sigmoid"), Dense(10, activation="softmax")])


def pixels_dense():
    return keras.Sequential([Input((784,)), Dense(512, activation="relu"), Dense(10, activation="softmax")])


def convnet(end):
    """What end makes comes after, so that layers draw their seeds in the order of the model."""
    model = keras.Sequential([Input((28, 28, 1)), Conv2D(32, 3, activation="relu"), MaxPooling2D(2), Conv2D(64, 3, activation="relu"), MaxPooling2D(2)])
    for layer in end():
        model.add(layer)
    model.add(Dense(10, activation="softmax"))
    return model


def hands_on_mlp(normalize=False):
    norm = (lambda: [BatchNormalization()]) if normalize else list
    return keras.Sequential([Input((28, 28)), Flatten(), *norm(), Dense(300, activation="relu"), *norm(), Dense(100, activation="relu"),
                             *norm(), Dense(10, activation="softmax")])


def hands_on_cnn():
    conv = functools.partial(Conv2D, activation="relu", padding="same")
    return keras.Sequential([
        Input((28, 28, 1)), conv(64, 7), MaxPooling2D(2), conv(128, 3), conv(128, 3), MaxPooling2D(2), conv(256, 3), conv(256, 3),
        MaxPooling2D(2), Flatten(), Dense(128, activation="relu"), Dropout(0.5), Dense(64, activation="relu"), Dropout(0.5),
        Dense(10, activation="softmax")])


def autoencoder():
    conv, back = (functools.partial(layer, 32, 3, activation="relu", padding="same") for layer in (Conv2D, Conv2DTranspose))
    x = pictures = Input((28, 28, 1))
    for layer in (conv(), MaxPooling2D(2, padding="same"), conv(), MaxPooling2D(2, padding="same"), back(strides=2), back(strides=2),
                  Conv2D(1, 3, activation="sigmoid", padding="same")):
        x = layer(x)
    return keras.Model(pictures, x)


def lower():
    return [Flatten(), *(Dense(units, activation="selu") for units in (300, 100, 50, 50, 50))]


def on_lower(*last):
    return keras.Sequential([Input((28, 28)), *lower(), Dense(*last)])


def normalized():
    """Not a notebook's: the layers that their texts explain."""
    return keras.Sequential([Input((784,)), Dense(30), BatchNormalization(), LeakyReLU(), Dense(20), LeakyReLU(0.1), BatchNormalization(),
                             Dense(10, activation="softmax")])
