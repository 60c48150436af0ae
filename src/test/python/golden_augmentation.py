"""More models for golden_fits.py, each of which ends in its head: layers that change images at random while a model trains. By name: the shape of a sample and
the layers (src/test/java/kerava/interop/AugmentationFits.java)."""
import keras
import numpy as np
from keras import layers as l

from golden_numbers import array, thinned

LAYERS = {
    "flipped": ((4, 5, 2), lambda: [l.Dense(3, "tanh"), l.RandomFlip(), l.Dense(2)]),
    "flipped left and right": ((4, 5, 2), lambda: [l.RandomFlip("horizontal", seed=3), l.Dropout(.2), l.Dense(3)]),
    "flipped, channels first": ((2, 4, 5), lambda: [l.Dense(4), l.RandomFlip("vertical", data_format="channels_first"), l.Dense(3)]),
    "brightened": ((4, 3, 2), lambda: [l.Dense(3, "tanh"), l.RandomBrightness(.3, value_range=(-1, 1)), l.Dense(3)]),
    "darkened": ((4, 3, 2), lambda: [l.RandomBrightness((-.5, -.25), value_range=(-2, 2), seed=4), l.Dense(3)]),
    "contrasted": ((4, 3, 2), lambda: [l.Dense(3, "tanh"), l.RandomContrast(.5, value_range=(-1, 1)), l.Dense(3)]),
    "contrasted, channels first": ((2, 4, 5), lambda: [l.Dense(3), l.RandomContrast((.25, .5), value_range=(-2, 2), data_format="channels_first", seed=5), l.Dense(3)]),
    "moved": ((4, 5, 2), lambda: [l.Dense(3, "tanh"), l.RandomTranslation(.4, (-.2, .5)), l.Dense(3)]),
    "moved to nearest pixels": ((5, 4, 2), lambda: [l.RandomTranslation((.1, .3), .25, "nearest", "nearest", seed=3), l.Dropout(.2), l.Dense(3)]),
    "moved, channels first": ((2, 4, 5), lambda: [l.Dense(5, "tanh"), l.RandomTranslation(.5, .25, "wrap", data_format="channels_first"), l.Dense(3)]),
    "zoomed": ((4, 5, 2), lambda: [l.Dense(3, "tanh"), l.RandomZoom(.4), l.Dense(3)]),
    "zoomed into nothing": ((5, 4, 2), lambda: [l.Dense(2), l.RandomZoom((.3, .9), (-.5, -.25), "constant", seed=5, fill_value=-.5), l.Dense(3)]),
    "zoomed, channels first": ((2, 4, 5), lambda: [l.RandomZoom(.5, .25, "wrap", "nearest", data_format="channels_first"), l.Dense(3), l.Dropout(.2)]),
    "turned": ((4, 5, 2), lambda: [l.Dense(3, "tanh"), l.RandomRotation(.2), l.Dense(3)]),
    "turned and filled": ((5, 4, 2), lambda: [l.RandomRotation((-.4, .1), "constant", "nearest", seed=7, fill_value=.5), l.Dense(3)]),
    "turned, channels first": ((2, 5, 4), lambda: [l.Dense(4, "tanh"), l.RandomRotation(.5, "nearest", data_format="channels_first"), l.Dense(3)]),
    "sheared": ((4, 5, 2), lambda: [l.Dense(3, "tanh"), l.RandomShear(.4, .2), l.Dense(3)]),
    "sheared, channels first": ((2, 4, 5), lambda: [l.Dense(5), l.RandomShear((.1, .3), (.2, .6), "nearest", "wrap", data_format="channels_first", seed=2), l.Dense(3)]),
    "from another side": ((4, 5, 2), lambda: [l.Dense(3, "tanh"), l.RandomPerspective(1., .5), l.Dense(3)]),
    "from another side, channels first": ((2, 5, 4), lambda: [l.RandomPerspective((.5, 1.), .25, "nearest", .25, data_format="channels_first", seed=3), l.Dense(3)]),
    "cropped at random": ((5, 6, 2), lambda: [l.Dense(3, "tanh"), l.RandomCrop(3, 4), l.Dense(3, "tanh"), l.Dropout(.2), l.GlobalAveragePooling2D()]),
    "cropped at random, channels first": ((2, 6, 5), lambda: [l.RandomCrop(4, 3, seed=4, data_format="channels_first"), l.GlobalMaxPooling2D(data_format="channels_first"), l.Dense(3)]),
    "cropped where it is no larger": ((5, 8, 2), lambda: [l.Dense(3, "tanh"), l.RandomCrop(6, 4), l.Dense(3, "tanh"), l.GlobalAveragePooling2D()]),
    "inverted": ((4, 3, 2), lambda: [l.Dense(3, "tanh"), l.RandomInvert(value_range=(0, 1)), l.Dense(3)]),
    "inverted, channels first": ((2, 4, 5), lambda: [l.RandomInvert((.25, .75), (-1, 2), seed=3, data_format="channels_first"), l.Dense(3)]),
    "gray": ((4, 3, 3), lambda: [l.Dense(3, "tanh"), l.RandomGrayscale(), l.Dense(3)]),
    "gray, channels first": ((3, 4, 5), lambda: [l.Dense(4), l.RandomGrayscale(.75, "channels_first", seed=3), l.Dense(3), l.Dropout(.2)]),
    "degenerated": ((4, 3, 3), lambda: [l.Dense(3, "tanh"), l.RandomColorDegeneration(.5, (-1, 1)), l.Dense(3)]),
    "degenerated, channels first": ((3, 4, 5), lambda: [l.RandomColorDegeneration((.25, .75), (-2, 2), "channels_first", seed=3), l.Dense(3)]),
    "of other hues": ((4, 3, 3), lambda: [l.RandomHue(.5, (-4, 4)), l.Dense(3), l.Dropout(.2)]),
    "of other hues, channels first": ((3, 4, 5), lambda: [l.RandomHue((.25, 1.), (0, 1), "channels_first", seed=3), l.Dense(3)]),
    "saturated": ((4, 3, 3), lambda: [l.RandomSaturation((.25, .75), (0, 1)), l.Dense(3), l.Dropout(.2)]),
    "saturated, channels first": ((3, 4, 5), lambda: [l.RandomSaturation(.5, (-1, 2), "channels_first", seed=3), l.Dense(3)]),
    "jittered": ((4, 3, 3), lambda: [l.RandomColorJitter((-2, 2), .2, (.25, .5), (.25, .75), .5), l.Dense(3), l.Dropout(.2)]),
    "jittered in two ways": ((4, 3, 3), lambda: [l.Dense(3, "tanh"), l.RandomColorJitter((-1, 1), .2, .5, seed=3), l.Dense(3)]),
    "sharpened": ((4, 5, 2), lambda: [l.Dense(3, "tanh"), l.RandomSharpness(1., (-1, 1)), l.Dense(3)]),
    "sharpened, channels first": ((2, 4, 5), lambda: [l.Dense(4), l.RandomSharpness((.25, .75), (-2, 2), "channels_first", seed=3), l.Dense(3)]),
    "of fewer bits": ((4, 3, 2), lambda: [l.RandomPosterization(4, (-8, 8)), l.Dense(3), l.Dropout(.2)]),
    "of three bits": ((4, 3, 2), lambda: [l.RandomPosterization((3, 3), (-8, 8), seed=3), l.Dense(3)]),
    "solarized": ((4, 3, 2), lambda: [l.Dense(3, "tanh"), l.Solarization(.25, .75, (-1, 1)), l.Dense(3)]),
    "solarized within bytes": ((4, 3, 2), lambda: [l.Solarization((0., .01), (.005, .01), seed=3), l.Rescaling(1 / 255), l.Dense(3)]),
    "of all contrast": ((4, 3, 2), lambda: [l.Dense(3, "tanh"), l.AutoContrast((-1, 1)), l.Dense(3)]),
    "of all contrast, channels first": ((2, 4, 5), lambda: [l.AutoContrast(data_format="channels_first"), l.Rescaling(1 / 255), l.Dense(3)]),
    "blurred": ((5, 6, 2), lambda: [l.Dense(3, "tanh"), l.RandomGaussianBlur(1., 3, (.5, 1.), (-1, 1)), l.Dense(3)]),
    "blurred, channels first": ((2, 5, 6), lambda: [l.Dense(4), l.RandomGaussianBlur((.5, 1.), (3, 5), 1., (-2, 2), "channels_first", 3), l.Dense(3)]),
    "erased": ((5, 6, 2), lambda: [l.Dense(3, "tanh"), l.RandomErasing(1., (.2, .6), value_range=(-1, 1)), l.Dense(3)]),
    "erased, channels first": ((2, 5, 6), lambda: [l.RandomErasing((.5, 1.), .75, .5, (0, 1), 3, "channels_first"), l.Dense(3)]),
    "erased in colors": ((5, 6, 3), lambda: [l.RandomErasing(fill_value=(.25, .5, .75), scale=(.3, .9), value_range=(0, 1)), l.Dense(3)]),
    "spectral": ((4, 3), lambda: [l.SpectralNormalization(l.Dense(5, "tanh")), l.Dropout(.2), l.SpectralNormalization(l.Dense(3), 3)]),
    "spectral images": ((4, 5, 2), lambda: [l.SpectralNormalization(l.Conv2D(3, 2, kernel_regularizer="l2")), l.Dense(3, "tanh"), l.SpectralNormalization(l.Conv2D(2, 2, kernel_constraint="unit_norm"), 2)]),
}

SEED = 42
# Layers that draw in other passes than those of training too, or not: what they draw in a second fit tells.
DRAWING = {
    "flip": lambda: l.RandomFlip(),
    "move": lambda: l.RandomTranslation(.4, .2),
    "jitter": lambda: l.RandomColorJitter((-2, 2), .2, .5, .5, .5),
    "gray": lambda: l.RandomGrayscale(),
    "degenerate": lambda: l.RandomColorDegeneration(.5, (-2, 2)),
    "hue": lambda: l.RandomHue(.5, (-4, 4)),
    "saturation": lambda: l.RandomSaturation((.25, .75), (0, 1)),
    "sharpen": lambda: l.RandomSharpness(1., (-2, 2)),
    "fewer bits": lambda: l.RandomPosterization(4, (-8, 8)),
}


def drawing_fits(n=20, batch=6, parts=1):
    """Fitted with validation, evaluated, asked for predictions, and fitted again."""
    x, y = np.random.RandomState(3).randn(n, 4, 3, 3).astype("float32"), np.random.RandomState(4).randint(0, 3, n)
    return {"seed": SEED, "batch_size": batch, "x": array(x), "y": y.tolist(),
            "fits": [{"case": name} | drawing_fit(layer, x, y, batch) for name, layer in DRAWING.items() if thinned([name], parts)]}


def drawing_fit(layer, x, y, batch):
    keras.backend.clear_session()
    keras.utils.set_random_seed(SEED)
    model = keras.Sequential([keras.Input(x.shape[1:]), layer(), l.Dropout(.2), l.Flatten(), l.Dense(3, "softmax")])
    model.compile("sgd", "sparse_categorical_crossentropy")
    losses = model.fit(x, y, batch_size=batch, epochs=2, validation_data=(x[:7], y[:7]), verbose=0).history["loss"]
    model.evaluate(x, y, batch_size=7, verbose=0)
    model.predict(x, batch_size=9, verbose=0)
    losses += model.fit(x, y, batch_size=batch, epochs=1, verbose=0).history["loss"]
    return {"losses": losses, "weights": [array(w) for w in model.get_weights()]}
