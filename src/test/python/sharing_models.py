#!/usr/bin/env python3
"""Models that share layers, trained in turn: a JSON line of the arrays, then one each of what they learn. Java does the same (src/test/java/kerava/interop/SharingInterop.java).

    v/bin/python sharing_models.py
"""
import json

import reference  # first, for it quiets TensorFlow
import keras
import numpy as np
from keras import Model, layers

from golden_numbers import array
from reference import md5

SEED, N = 17, 20


def samples(seed, *shape):
    return np.random.RandomState(seed).randn(*shape).astype("float32")


def fresh():
    keras.backend.clear_session()
    keras.utils.set_random_seed(SEED)


def left(model, x):
    return {"weights": [md5(w) for w in model.get_weights()], "predict": md5(model.predict(x, verbose=0))}


def autoencoder():
    """The encoder and the decoder learn as parts of the whole, and the encoder once alone."""
    fresh()
    x, codes, numbers = layers.Input((6,)), layers.Input((3,)), samples(1, N, 6)
    encoder = Model(x, layers.Dense(3, "tanh")(layers.Dense(5, "relu")(x)), name="encoder")
    decoder = Model(codes, layers.Dense(6)(layers.Dropout(0.2)(layers.Dense(5, "elu")(codes))), name="decoder")
    whole = Model(x, decoder(encoder(x)), name="whole")
    whole.compile("adam", "mean_squared_error")
    encoder.compile("rmsprop", "mean_squared_error")
    told = []
    for _ in range(2):
        losses = whole.fit(numbers, numbers, epochs=2, batch_size=8, verbose=0).history["loss"]
        losses += encoder.fit(numbers, numbers[:, :3], epochs=1, batch_size=8, verbose=0).history["loss"]
        told.append({"loss": losses, "encoder": left(encoder, numbers), "decoder": left(decoder, samples(2, 7, 3)), "whole": left(whole, numbers)})
    encoder.set_weights([w * np.float32(0.5) for w in encoder.get_weights()])
    return told + [{"loss": [whole.evaluate(numbers, numbers, verbose=0)], "whole": left(whole, numbers)}]


def adversaries(toggled):
    """The discriminator alone, then frozen inside the gan, in turn. toggled: it is thawed for its own fits; else it stays as it was compiled, or is traced."""
    fresh()
    x, noise, real = layers.Input((4,)), layers.Input((3,)), samples(3, N, 4)
    hidden = layers.Dropout(0.3)(layers.LeakyReLU(negative_slope=0.2)(layers.Dense(8)(x)))
    discriminator = Model(x, layers.Dense(1, "sigmoid")(hidden), name="discriminator")
    generator = Model(noise, layers.Dense(4, "tanh")(layers.BatchNormalization()(layers.Dense(5, "relu")(noise))), name="generator")
    discriminator.compile(keras.optimizers.Adam(0.01), "binary_crossentropy", metrics=["accuracy"])
    if not toggled:
        discriminator.fit(real, np.ones((N, 1), "float32"), batch_size=5, shuffle=False, verbose=0)
    discriminator.trainable = False
    gan = Model(noise, discriminator(generator(noise)), name="gan")
    gan.compile(keras.optimizers.SGD(0.05, momentum=0.5), "binary_crossentropy")
    told = []
    for turn in range(3):
        for batch in range(0, N, 5):
            z = samples(10 + turn * N + batch, 5, 3)
            faked = np.concatenate([real[batch:batch + 5], generator.predict(z, verbose=0)])
            if toggled:
                discriminator.trainable = True
            judged = discriminator.fit(faked, np.repeat([1, 0], 5)[:, None].astype("float32"), batch_size=10, shuffle=False, verbose=0).history
            discriminator.trainable = False
            fooled = gan.fit(z, np.ones((5, 1), "float32"), batch_size=5, shuffle=False, verbose=0).history
            told.append({"judged": judged, "fooled": fooled})
        told[-1] |= {"discriminator": left(discriminator, real), "generator": left(generator, samples(4, 6, 3)), "gan": left(gan, samples(4, 6, 3))}
    return told


def all_arrays():
    noises = {f"z{at}": samples(10 + at, 5, 3) for at in range(0, 3 * N, 5)}
    return noises | {"numbers": samples(1, N, 6), "codes": samples(2, 7, 3), "real": samples(3, N, 4), "noise": samples(4, 6, 3)}


def main():
    print(json.dumps({"arrays": {name: array(each) for name, each in all_arrays().items()}}))
    for name, turns in ("autoencoder", autoencoder()), ("toggled", adversaries(True)), ("traced", adversaries(False)):
        print(json.dumps({"case": name, "turns": turns}))


if __name__ == "__main__":
    main()
