"""More models for golden_fits.py, each of which ends in its head: layers on sequences, and layers without weights of their own. By name: the shape of a sample
and the layers (src/test/java/kerava/interop/OneAxisFits.java)."""
from keras import layers as l

LAYERS = {
    "repeated": ((5,), lambda: [l.Dense(4, "tanh"), l.RepeatVector(3), l.Identity(), l.Dense(3)]),
    "elu as a layer": ((5,), lambda: [l.Dense(8), l.ELU(), l.Dense(7), l.ELU(0.3)]),
    "rescaled": ((5,), lambda: [l.Rescaling(0.5, -0.25), l.Dense(4, "tanh"), l.Rescaling(3.0), l.Dense(4)]),
    "padded steps": ((5, 3), lambda: [l.Dense(4), l.ZeroPadding1D((2, 1)), l.Dense(3, "tanh"), l.ZeroPadding1D()]),
    "padded steps with channels first": ((3, 5), lambda: [l.Dense(3), l.ZeroPadding1D((1, 2), data_format="channels_first"), l.Dense(2)]),
    "cropped steps": ((6, 3), lambda: [l.Dense(4), l.Cropping1D((1, 2)), l.Dense(3, "tanh"), l.Cropping1D((1, 0))]),
    "cropped": ((5, 6, 2), lambda: [l.Dense(3), l.Cropping2D(((0, 1), (2, 0))), l.Dense(2, "tanh"), l.Cropping2D(1)]),
    "cropped with channels first": ((2, 5, 6), lambda: [l.Dense(4), l.Cropping2D((1, 0), data_format="channels_first"), l.Dense(2)]),
    "enlarged steps": ((3, 4), lambda: [l.Dense(3), l.UpSampling1D(3), l.Dense(2)]),
    "mean of all steps": ((4, 3), lambda: [l.Dense(5, "tanh"), l.GlobalAveragePooling1D(), l.Dense(4)]),
    "mean of all steps, axes kept": ((3, 4), lambda: [l.Dense(5), l.GlobalAveragePooling1D("channels_first", keepdims=True), l.Dense(2)]),
    "largest of all steps": ((4, 3), lambda: [l.Dense(5), l.GlobalMaxPooling1D(), l.Dense(4, "tanh")]),
    "largest of all steps, axes kept": ((3, 4), lambda: [l.Dense(5), l.GlobalMaxPooling1D("channels_first", keepdims=True), l.Dense(2)]),
    "largest of steps": ((7, 3), lambda: [l.Dense(4), l.MaxPooling1D(), l.Dense(3, "relu")]),
    "largest of steps that overlap": ((7, 3), lambda: [l.MaxPooling1D(3, strides=2, padding="same"), l.Dense(4)]),
    "largest of steps with channels first": ((3, 7), lambda: [l.Dense(6), l.MaxPooling1D(2, data_format="channels_first"), l.Dense(2)]),
    "means of steps": ((7, 3), lambda: [l.Dense(4), l.AveragePooling1D(2), l.Dense(3, "relu")]),
    "means of steps that overlap": ((7, 3), lambda: [l.Dense(4, "tanh"), l.AveragePooling1D(3, strides=2, padding="same"), l.Dense(4)]),
    "means of steps with channels first": ((3, 7), lambda: [l.Dense(6), l.AveragePooling1D(2, data_format="channels_first"), l.Dense(2)]),
}
