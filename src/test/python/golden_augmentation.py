"""More models for golden_fits.py, each of which ends in its head: layers that change images at random while a model trains. By name: the shape of a sample and
the layers (src/test/java/kerava/interop/AugmentationFits.java)."""
from keras import layers as l

LAYERS = {
    "flipped": ((4, 5, 2), lambda: [l.Dense(3, "tanh"), l.RandomFlip(), l.Dense(2)]),
    "flipped left and right": ((4, 5, 2), lambda: [l.RandomFlip("horizontal", seed=3), l.Dropout(.2), l.Dense(3)]),
    "flipped, channels first": ((2, 4, 5), lambda: [l.Dense(4), l.RandomFlip("vertical", data_format="channels_first"), l.Dense(3)]),
    "brightened": ((4, 3, 2), lambda: [l.Dense(3, "tanh"), l.RandomBrightness(.3, value_range=(-1, 1)), l.Dense(3)]),
    "darkened": ((4, 3, 2), lambda: [l.RandomBrightness((-.5, -.25), value_range=(-2, 2), seed=4), l.Dense(3)]),
    "contrasted": ((4, 3, 2), lambda: [l.Dense(3, "tanh"), l.RandomContrast(.5, value_range=(-1, 1)), l.Dense(3)]),
    "contrasted, channels first": ((2, 4, 5), lambda: [l.Dense(3), l.RandomContrast((.25, .5), value_range=(-2, 2), data_format="channels_first", seed=5), l.Dense(3)]),
}
