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
    "convolved steps": ((9, 3), lambda: [l.Conv1D(5, 3, activation="relu"), l.Conv1D(4, 2, padding="same", strides=2, activation="tanh")]),
    "convolved steps, causal": ((9, 3), lambda: [l.Conv1D(4, 3, padding="causal", activation="tanh"), l.Conv1D(3, 2, padding="causal", strides=2, use_bias=False)]),
    "convolved steps, causal and dilated": ((9, 3), lambda: [l.Conv1D(4, 2, padding="causal", dilation_rate=3, activation="relu"), l.Conv1D(3, 2, dilation_rate=2)]),
    "convolved steps with channels first": ((3, 9), lambda: [l.Conv1D(4, 3, padding="causal", data_format="channels_first", activation="relu"), l.Dense(3)]),
    "convolved by channels": ((7, 6, 3), lambda: [l.DepthwiseConv2D(3, activation="relu"), l.DepthwiseConv2D((2, 1), padding="same", depth_multiplier=2), l.Dense(3)]),
    "convolved by channels in steps": ((7, 6, 2), lambda: [l.DepthwiseConv2D(2, strides=2, padding="same", use_bias=False, depthwise_initializer="he_normal"), l.Dense(3)]),
    "convolved by channels, dilated": ((7, 6, 2), lambda: [l.DepthwiseConv2D(2, dilation_rate=(2, 3), activation="tanh"), l.Dense(3)]),
    "convolved by channels that come first": ((2, 5, 6), lambda: [l.DepthwiseConv2D(2, depth_multiplier=2, data_format="channels_first", activation="tanh"), l.Dense(3)]),
}
