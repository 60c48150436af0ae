"""Fits of small models whose layers keep their weights and compute in one type that is not float32; data, losses and metrics are float32. Java reads each model
from its JSON and does the same (src/test/java/kerava/interop/SequenceFits.java)."""
import keras
import numpy as np
from keras import Input, Model, Sequential, layers as l

import golden_sequences
import sequence_models
from golden_graphs import mixed
from golden_mixed import attended, begun, chain, dense
from golden_numbers import array, thinned

FLOAT64, FLOAT32, FLOAT16, BFLOAT16 = "float64", "float32", "float16", "bfloat16"
WORDS = sequence_models.WORDS


def types_in_a_row():
    """A layer of the type after one of float32, and before one."""
    x = Input((5,), name="x")
    y = l.Dense(7, "tanh")(l.Dense(4, "relu", dtype=FLOAT32)(x))
    return Model(x, [l.Dense(2, dtype=FLOAT32)(y), l.Dense(1)(l.Concatenate()([y, x]))])


def inside():
    x = Input((5,), name="x")
    inner = Sequential([Input((5,)), l.Dense(3, "tanh"), l.BatchNormalization()])
    return Model(x, l.Dense(2)(l.Add()([inner(x), l.Dense(3, dtype=FLOAT32)(x)])))


INITIALIZERS = ["glorot_normal", "he_normal", "he_uniform", "lecun_normal", "random_normal", "random_uniform", "truncated_normal", "variance_scaling", "ones",
                keras.initializers.Constant(.1), keras.initializers.TruncatedNormal(.3, .7), keras.initializers.RandomNormal(.1, .3),
                keras.initializers.RandomUniform(-.1, .3)]
MODELS = {
    "dense": chain(Input((5,)), dense(8, "relu"), dense(3, "gelu"), dense(2)),
    "without an Input": lambda: begun(Sequential([l.Dense(8, "tanh"), l.Dense(2)])),
    "activations": chain(Input((5,)), dense(7, "elu"), dense(6, "silu"), dense(5, "softplus"), dense(5, "leaky_relu"), dense(4, "hard_sigmoid"),
                         lambda: l.ReLU(max_value=.7, negative_slope=.1, threshold=.2), lambda: l.LeakyReLU(.1), dense(3, "softmax"), dense(2, "sigmoid")),
    "initializers": chain(Input((5,)), *(dense(5, "tanh", kernel_initializer=rule) for rule in INITIALIZERS), dense(2)),
    "an orthogonal one": chain(Input((5,)), dense(7, kernel_initializer=keras.initializers.Orthogonal(1.1)),
                               dense(7, "tanh", kernel_initializer=keras.initializers.Identity(.3)), dense(2)),
    "normalized": chain(Input((5,)), dense(9, use_bias=False), lambda: l.BatchNormalization(momentum=.9), lambda: l.Activation("relu"), dense(2)),
    "each normalized": chain(Input((3, 5)), dense(7), l.LayerNormalization, dense(4, "tanh"), dense(2)),
    "dropped": chain(Input((5,)), dense(8, "relu"), lambda: l.Dropout(.3), dense(4, "tanh"), lambda: l.Dropout(.5), dense(2)),
    "constrained": chain(Input((5,)), dense(8, "tanh", kernel_constraint="unit_norm"), dense(4, kernel_constraint=keras.constraints.MaxNorm(.6)),
                         dense(3, kernel_constraint=keras.constraints.MinMaxNorm(.3, .7, .9)), dense(2, bias_constraint="non_neg")),
    "convolved": lambda: Sequential([Input((6, 7, 3)), l.Conv2D(4, 3, activation="relu", padding="same"), l.MaxPooling2D(2), l.Conv2D(3, 2, use_bias=False),
                                     l.GlobalAveragePooling2D(), l.Dense(2)]),
    "convolved and normalized": lambda: Sequential([Input((6, 7, 3)), l.Conv2D(8, 3, use_bias=False), l.BatchNormalization(), l.Activation("relu"),
                                                    l.AveragePooling2D(2), l.Flatten(), l.Dense(2)]),
    "embedded": lambda: Sequential([Input((5,), name="ids"), l.Embedding(WORDS, 4), l.Flatten(), l.Dense(2)]),
    "embedded, masked": lambda: Sequential([Input((5,), name="ids"), l.Embedding(WORDS, 4, mask_zero=True), l.LSTM(4), l.Dense(2)]),
    "lstm": chain(sequence_models.steps(), lambda: l.LSTM(4, return_sequences=True), dense(2)),
    "lstm unrolled": chain(sequence_models.steps(), lambda: l.LSTM(4, unroll=True), dense(2)),
    "gru": chain(sequence_models.steps(), lambda: l.GRU(4), dense(2)),
    "gru that resets before": chain(sequence_models.steps(), lambda: l.GRU(4, reset_after=False), dense(2)),
    "both ways": chain(sequence_models.steps(), lambda: l.Bidirectional(l.SimpleRNN(4, return_sequences=True)), dense(2)),
    "convolving lstm": chain(sequence_models.places(4, 5, 4), lambda: l.ConvLSTM2D(3, 2), l.Flatten, dense(2)),
    "convolving lstm unrolled": chain(sequence_models.places(3, 6), lambda: l.ConvLSTM1D(3, 2, unroll=True, dropout=.2, recurrent_dropout=.3), l.Flatten, dense(2)),
    "step by step": chain(sequence_models.steps(), lambda: l.TimeDistributed(l.Dense(4, "relu")), dense(2)),
    "attention": attended, "attention with dropout": lambda: attended(dropout=.3),
    "types in a row": types_in_a_row, "inside": inside,
}
# TensorFlow has no orthogonal matrix of bfloat16.
ORTHOGONAL = {"an orthogonal one", "convolving lstm", "convolving lstm unrolled", "embedded, masked", "lstm", "lstm unrolled", "gru", "gru that resets before", "both ways"}
OPTIMIZERS = {
    "gentle": lambda: keras.optimizers.SGD(2**-9),
    "sgd": lambda: keras.optimizers.SGD(0.25, momentum=0.5), "slow": lambda: keras.optimizers.SGD(0.03125), "adam": lambda: keras.optimizers.Adam(),
    "amsgrad": lambda: keras.optimizers.Adam(.01, .8, .99, amsgrad=True), "adamw": lambda: keras.optimizers.AdamW(.01, weight_decay=.01, clipnorm=.5),
    "adamax": lambda: keras.optimizers.Adamax(.01), "rmsprop": lambda: keras.optimizers.RMSprop(.01, .8, .3, centered=True),
    "adagrad": lambda: keras.optimizers.Adagrad(.01), "adadelta": lambda: keras.optimizers.Adadelta(.1), "adafactor": lambda: keras.optimizers.Adafactor(.01),
    "nesterov": lambda: keras.optimizers.SGD(.1, .9, True, clipvalue=.1), "clipped": lambda: keras.optimizers.SGD(.1, global_clipnorm=.3),
}


def told(values):
    """float64 as it is; 16 bits as the floats that they are."""
    return array(values) | {"dtype": "float64"} if values.dtype == "float64" else array(values.astype("float32"))


def fitted(name, build, optimizer, n):
    keras.backend.clear_session()
    model = build()
    architecture = model.to_json()
    x, y = sequence_models.samples(model, n, golden_sequences.LENGTHS[0])
    keras.backend.clear_session()
    keras.utils.set_random_seed(golden_sequences.SEED)
    model = keras.models.model_from_json(architecture)
    model.compile(OPTIMIZERS[optimizer](), "mean_squared_error")
    first = [told(w) for w in model.get_weights()]
    history = model.fit(x, y, epochs=golden_sequences.EPOCHS, batch_size=sequence_models.BATCH, verbose=0).history
    predicted = model.predict([a[:sequence_models.BATCH] for a in x], batch_size=sequence_models.BATCH, verbose=0)
    return {"case": name, "model": architecture, "optimizer": optimizer, "x": [array(a) for a in x], "y": [array(a) for a in y], "first": first,
            "loss": history["loss"], "weights": [told(w) for w in model.get_weights()], "predictions": [told(a) for a in keras.tree.flatten(predicted)]}


# Layers of 16 bits among others, whose last bits depend on the processor's kernels.
OF_KERNELS = {"types in a row, float64"}


def pure_fits(types=(FLOAT64,), stored=True, sizes=(18, 20), parts=1):
    """Each model, stored with sgd, for adam makes steps of what rounding leaves; then each optimizer, those that 16 bits leave in their range."""
    fits = [(f"{name}, {kind}", MODELS[name], kind, "adam" if not stored else "gentle" if name == "types in a row" else "slow")
            for name in MODELS for kind in types if kind != BFLOAT16 or name not in ORTHOGONAL]
    fits += [(f"{name}, {kind}", chain(Input((5,)), dense(7, "tanh"), dense(2)), kind, name) for name in OPTIMIZERS for kind in types]
    made = [fitted(name, mixed(policy, build), optimizer, sizes[i % len(sizes)]) for i, (name, build, policy, optimizer) in enumerate(fits)
            if thinned([name], parts) and (not stored or name not in OF_KERNELS)]
    return {"seed": golden_sequences.SEED, "epochs": golden_sequences.EPOCHS, "batch_size": sequence_models.BATCH, "fits": made}


def half_fits():
    """But for those that leave the range of float16, and one that other kernels than oneDNN's lead elsewhere."""
    fits = pure_fits((FLOAT16, BFLOAT16))
    lost = [fit["case"] for fit in fits["fits"] if not all(np.isfinite(numbers).all() for numbers in numbers_of(fit))]
    assert len(lost) <= 3, lost
    return fits | {"fits": [fit for fit in fits["fits"] if fit["case"] not in [*lost, "inside, bfloat16"]]}


def numbers_of(fit):
    return [fit["loss"], *(told["values"] for told in fit["weights"] + fit["predictions"])]
