"""What becomes of axes of unknown size, Keras's None, layer by layer. Java reads each model from its JSON (src/test/java/kerava/models/OpenAxesTest.java)."""
import keras
from keras import Input, Model, Sequential, layers as l

from golden_sequences import OPEN
from golden_text import printed


def one(layer, *sizes):
    x = Input(sizes)
    return Model(x, layer(x))


def text(layer, *sizes):
    x = Input(sizes, dtype="string")
    return Model(x, layer(x))


def joined(layer, *shapes, dtype=None):
    xs = [Input(shape, dtype=dtype) for shape in shapes]
    return Model(xs, layer(xs))


def attended(query, value, layer=None, **more):
    x, y = Input(query), Input(value)
    return Model([x, y], (layer or l.MultiHeadAttention(2, 3))(x, y, **more))


def there_and_back():
    x, embedding = Input((None,)), l.ReversibleEmbedding(7, 3)
    return Model(x, embedding(embedding(x), reverse=True))


TAKEN = {
    "Activation": lambda: one(l.Activation("softplus"), None, 4),
    "ActivityRegularization": lambda: one(l.ActivityRegularization(.1), None, None),
    "Add": lambda: joined(l.Add(), (None, 4), (5, 4)),
    "AdditiveAttention": lambda: joined(l.AdditiveAttention(), (None, 4), (5, 4)),
    "Attention": lambda: joined(l.Attention(use_scale=True), (5, 4), (None, 4)),
    "AlphaDropout": lambda: one(l.AlphaDropout(.3, noise_shape=(None, 1, 4)), None, 4),
    "Average": lambda: joined(l.Average(), (None, 4), (1, 4)),
    "AveragePooling1D": lambda: one(l.AveragePooling1D(3, padding="same"), None, 2),
    "AveragePooling2D": lambda: one(l.AveragePooling2D(3, padding="same"), None, 9, 2),
    "BatchNormalization": lambda: one(l.BatchNormalization(), None, 4),
    "Bidirectional": lambda: one(l.Bidirectional(l.LSTM(3, return_sequences=True)), None, 4),
    "Bidirectional, apart": lambda: one(l.Bidirectional(l.GRU(3, return_sequences=True), merge_mode=None), None, 4),
    "CategoryEncoding": lambda: one(l.CategoryEncoding(5), None),
    "Concatenate": lambda: joined(l.Concatenate(), (None, 4), (5, 3), (None, 2)),
    "Concatenate along it": lambda: joined(l.Concatenate(axis=1), (None, 4), (5, 4), (6, 4)),
    "Conv1D": lambda: one(l.Conv1D(3, 4, strides=2, padding="causal"), None, 2),
    "AveragePooling3D": lambda: one(l.AveragePooling3D((1, 2, 2)), None, None, 4, 2),
    "Conv1DTranspose": lambda: one(l.Conv1DTranspose(3, 4, strides=2, padding="same"), None, 2),
    "Conv2DTranspose": lambda: one(l.Conv2DTranspose(3, 4, strides=2, output_padding=1), None, 5, 2),
    "Conv3D": lambda: one(l.Conv3D(3, 2, strides=2), None, 4, None, 2),
    "ConvLSTM1D": lambda: one(l.ConvLSTM1D(3, 2), None, 5, 2),
    "ConvLSTM2D": lambda: one(l.ConvLSTM2D(3, 2, strides=2, return_sequences=True, return_state=True), None, 5, 4, 2),
    "ConvLSTM3D": lambda: one(l.ConvLSTM3D(3, 2, padding="same", return_sequences=True), None, 3, 4, 5, 2),
    "Conv3DTranspose": lambda: one(l.Conv3DTranspose(3, 2), None, 4, None, 2),
    "Cropping3D": lambda: one(l.Cropping3D(((1, 0), (0, 2), (1, 1))), None, 4, None, 2),
    "DepthwiseConv1D": lambda: one(l.DepthwiseConv1D(4, strides=2), None, 2),
    "GlobalAveragePooling3D": lambda: one(l.GlobalAveragePooling3D(), None, None, 2, 3),
    "GlobalMaxPooling3D": lambda: one(l.GlobalMaxPooling3D(keepdims=True), None, None, 2, 3),
    "MaxPooling3D": lambda: one(l.MaxPooling3D(2, padding="same"), None, None, 4, 2),
    "SeparableConv1D": lambda: one(l.SeparableConv1D(3, 4, dilation_rate=2), None, 2),
    "SeparableConv2D": lambda: one(l.SeparableConv2D(3, 4, padding="same"), None, 5, 2),
    "UpSampling3D": lambda: one(l.UpSampling3D((1, 2, 3)), None, 4, 2, 2),
    "ZeroPadding3D": lambda: one(l.ZeroPadding3D(((1, 0), (0, 2), (1, 1))), None, 4, None, 2),
    "Conv2D": lambda: one(l.Conv2D(3, 4, strides=2), None, 9, 2),
    "Conv2D, padded": lambda: one(l.Conv2D(3, 4, padding="same", dilation_rate=2), 9, None, 2),
    "EinsumDense": lambda: one(l.EinsumDense("abc,cd->abd", (None, 5), bias_axes="d"), None, 4),
    "Cropping1D": lambda: one(l.Cropping1D((1, 2)), None, 4),
    "Cropping2D": lambda: one(l.Cropping2D(((1, 0), (0, 2))), None, 4, 2),
    "Dense": lambda: one(l.Dense(3), None, 4),
    "Dense, of two": lambda: one(l.Dense(3), None, None, 4),
    "DepthwiseConv2D": lambda: one(l.DepthwiseConv2D(4, strides=2), None, 9, 2),
    "Discretization": lambda: one(l.Discretization([0.5, 1.5]), None, 4),
    "Dot": lambda: joined(l.Dot(2), (None, 4), (5, 4)),
    "Dot along it": lambda: joined(l.Dot(1), (None, 4), (None, 3)),
    "Dropout": lambda: one(l.Dropout(.3, noise_shape=(None, 1, 4)), None, 4),
    "ELU": lambda: one(l.ELU(0.5), None, None),
    "Embedding": lambda: one(l.Embedding(7, 3), None),
    "Flatten": lambda: one(l.Flatten(), None, 4),
    "GRU": lambda: one(l.GRU(3), None, 4),
    "GaussianDropout": lambda: one(l.GaussianDropout(.3), None, None),
    "GaussianNoise": lambda: one(l.GaussianNoise(.3), None, 4),
    "GlobalAveragePooling1D": lambda: one(l.GlobalAveragePooling1D(), None, 3),
    "GlobalAveragePooling2D": lambda: one(l.GlobalAveragePooling2D(), None, None, 3),
    "GlobalMaxPooling1D": lambda: one(l.GlobalMaxPooling1D(keepdims=True), None, None),
    "GlobalMaxPooling2D": lambda: one(l.GlobalMaxPooling2D(keepdims=True), None, 5, None),
    "GroupNormalization": lambda: one(l.GroupNormalization(2), None, 4),
    "GroupQueryAttention": lambda: attended((None, 4), (5, 4), l.GroupQueryAttention(3, 4, 2, sliding_window=3)),
    "HashedCrossing": lambda: joined(l.HashedCrossing(5), (1,), (1,), dtype="int64"),
    "Hashing": lambda: text(l.Hashing(5), None, 4),
    "Identity": lambda: one(l.Identity(), None, None),
    "IntegerLookup": lambda: one(l.IntegerLookup(vocabulary=[3, 5]), None),
    "LSTM": lambda: one(l.LSTM(3, return_sequences=True, return_state=True), None, 4),
    "LayerNormalization": lambda: one(l.LayerNormalization(), None, 4),
    "LayerNormalization without weights": lambda: one(l.LayerNormalization(axis=1, center=False, scale=False), None, 4),
    "LeakyReLU": lambda: one(l.LeakyReLU(), None, None),
    "Masking": lambda: one(l.Masking(), None, 4),
    "MaxPooling1D": lambda: one(l.MaxPooling1D(2), None, 3),
    "MaxPooling2D": lambda: one(l.MaxPooling2D((2, 3)), None, None, 2),
    "Maximum": lambda: joined(l.Maximum(), (None, 1), (None, 4)),
    "Minimum": lambda: joined(l.Minimum(), (5, None), (None, 4)),
    "MultiHeadAttention": lambda: attended((None, 4), (5, 3)),
    "Multiply": lambda: joined(l.Multiply(), (None, 4), (None, 1)),
    "PReLU": lambda: one(l.PReLU(shared_axes=[1]), None, 4),
    "Permute": lambda: one(l.Permute((2, 1)), None, 4),
    "RNN": lambda: one(l.RNN([l.LSTMCell(3), l.GRUCell(2), l.SimpleRNNCell(4)], return_sequences=True), None, 4),
    "ReversibleEmbedding": lambda: there_and_back(),
    "RMSNormalization": lambda: one(l.RMSNormalization(), None, 4),
    "ReLU": lambda: one(l.ReLU(), None),
    "RepeatVector": lambda: one(l.RepeatVector(3), None),
    "RandomBrightness": lambda: one(l.RandomBrightness(.2), None, 4, 2),
    "RandomContrast": lambda: one(l.RandomContrast(.2), None, None, 2),
    "RandomFlip": lambda: one(l.RandomFlip(), 3, None, 2),
    "RandomTranslation": lambda: one(l.RandomTranslation(.2, .1), 3, None, 2),
    "RandomZoom": lambda: one(l.RandomZoom(.2), None, 4, 2),
    "RandomRotation": lambda: one(l.RandomRotation(.2), None, None, 2),
    "RandomShear": lambda: one(l.RandomShear((.1, .2), .2), None, None, 2),
    "RandomPerspective": lambda: one(l.RandomPerspective(.2, .5), 3, 4, None),
    "RandomCrop": lambda: one(l.RandomCrop(3, 2, seed=3), 5, 4, None),
    "RandomInvert": lambda: one(l.RandomInvert(.2), None, 4, 2),
    "RandomGaussianBlur": lambda: one(l.RandomGaussianBlur(.2), 5, None, 2),
    "RandomGrayscale": lambda: one(l.RandomGrayscale(.2), None, 4, 3),
    "RandomColorDegeneration": lambda: one(l.RandomColorDegeneration(.2), 4, None, 3),
    "RandomHue": lambda: one(l.RandomHue(.2), None, None, 3),
    "RandomSaturation": lambda: one(l.RandomSaturation(.2), None, 4, 3),
    "RandomColorJitter": lambda: one(l.RandomColorJitter((0, 1), .2, .3, .4, .5), None, 4, 3),
    "RandomSharpness": lambda: one(l.RandomSharpness(.2), None, 4, 2),
    "RandomPosterization": lambda: one(l.RandomPosterization(4), None, 4, 2),
    "RandomErasing": lambda: one(l.RandomErasing(.2), 5, 4, 2),
    "Solarization": lambda: one(l.Solarization(.2, .3), None, 4, 2),
    "AutoContrast": lambda: one(l.AutoContrast(), None, 4, 2),
    "SpectralNormalization": lambda: one(l.SpectralNormalization(l.Dense(3)), None, 4),
    "Rescaling": lambda: one(l.Rescaling(0.5), None, None),
    "Reshape": lambda: one(l.Reshape((-1, 2)), None, 4),
    "Reshape to known sizes": lambda: one(l.Reshape((6, 2)), None, 4),
    "SimpleRNN": lambda: one(l.SimpleRNN(3, go_backwards=True), None, 4),
    "Softmax": lambda: one(l.Softmax(), None, None),
    "SpatialDropout1D": lambda: one(l.SpatialDropout1D(.3), None, None),
    "SpatialDropout2D": lambda: one(l.SpatialDropout2D(.3), None, 9, None),
    "SpatialDropout3D": lambda: one(l.SpatialDropout3D(.3), None, 4, None, 2),
    "StringLookup": lambda: text(l.StringLookup(vocabulary=["a", "b"], output_mode="multi_hot"), None),
    "Subtract": lambda: joined(l.Subtract(), (None, 4), (None, 4)),
    "TextVectorization": lambda: text(l.TextVectorization(vocabulary=["a", "b"])),
    "TextVectorization, not split": lambda: text(l.TextVectorization(vocabulary=["a", "b"], split=None), None),
    "TimeDistributed": lambda: one(l.TimeDistributed(Sequential([l.Flatten(), l.Dense(3)])), None, 2, 3),
    "UnitNormalization": lambda: one(l.UnitNormalization(), None, None),
    "UpSampling1D": lambda: one(l.UpSampling1D(3), None, 4),
    "UpSampling2D": lambda: one(l.UpSampling2D((2, 3)), None, 4, 2),
    "UpSampling2D between pixels": lambda: one(l.UpSampling2D((2, 3), interpolation="lanczos3"), None, 4, 2),
    "AdaptiveAveragePooling1D": lambda: one(l.AdaptiveAveragePooling1D(3), 5, None),
    "AdaptiveAveragePooling2D": lambda: one(l.AdaptiveAveragePooling2D((2, 3)), 5, 4, None),
    "AdaptiveAveragePooling3D": lambda: one(l.AdaptiveAveragePooling3D((2, 3, 2)), 5, 4, 3, None),
    "AdaptiveMaxPooling1D": lambda: one(l.AdaptiveMaxPooling1D(3), 5, None),
    "AdaptiveMaxPooling2D": lambda: one(l.AdaptiveMaxPooling2D((2, 3)), 5, 4, None),
    "AdaptiveMaxPooling3D": lambda: one(l.AdaptiveMaxPooling3D((2, 3, 2)), 5, 4, 3, None),
    "CenterCrop": lambda: one(l.CenterCrop(3, 2), 5, 4, None),
    "Normalization": lambda: one(l.Normalization(mean=3.0, variance=2.0), None, 4),
    "Resizing": lambda: one(l.Resizing(3, 2), None, None, 2),
    "ZeroPadding1D": lambda: one(l.ZeroPadding1D((1, 2)), None, 4),
    "ZeroPadding2D": lambda: one(l.ZeroPadding2D((1, 2)), None, 4, 2),
}
REFUSED = {
    "Dense": lambda: one(l.Dense(3), 4, None),
    "Dense after Flatten": lambda: one(Sequential([l.Flatten(), l.Dense(3)]), None, 4),
    "BatchNormalization": lambda: one(l.BatchNormalization(axis=1), None, 4),
    "LayerNormalization": lambda: one(l.LayerNormalization(axis=(1, 2)), None, 4),
    "Conv2D": lambda: one(l.Conv2D(3, 2), 4, 4, None),
    "LSTM": lambda: one(l.LSTM(3), 4, None),
    "ConvLSTM1D": lambda: one(l.ConvLSTM1D(3, 2), 4, 5, None),
    "ConvLSTM2D": lambda: one(l.ConvLSTM2D(3, 2), 4, None, 5, 2),
    "MultiHeadAttention": lambda: attended((4, None), (4, 3)),
    "MultiHeadAttention with a key": lambda: keyed(),
    "Add": lambda: joined(l.Add(), (None, 4), (None, 5)),
    "Concatenate": lambda: joined(l.Concatenate(), (None, 4, 1), (None, 5, 1)),
    "Dot": lambda: joined(l.Dot(2), (None, 4), (None, 5)),
    "Dot along it": lambda: joined(l.Dot(1), (None, 4), (5, 3)),
    "Dense on what a Permute brings last": lambda: one(Sequential([l.Permute((2, 1)), l.Dense(3)]), None, 4),
}


def keyed():
    x, y, z = Input((4, 4)), Input((None, 3)), Input((5, 3))
    return Model([x, y, z], l.MultiHeadAttention(2, 3)(x, y, z))


def open_axes():
    """taken: the JSON of each model, its table, the shapes of outputs and weights. refused: that Keras refuses it too."""
    return {"taken": {name: taken(build) for name, build in (TAKEN | {name: build for name, (build, _) in OPEN.items()}).items()},
            "refused": {name: refused(build) for name, build in REFUSED.items()}}


def taken(build):
    keras.backend.clear_session()
    model = build()
    return {"model": model.to_json(), "summary": "".join(printed(model.summary)).split("\n"),
            "outputs": [list(y.shape) for y in model.outputs], "weights": [list(w.shape) for w in model.weights]}


def refused(build):
    try:
        build()
    except Exception:
        return True
    return False
