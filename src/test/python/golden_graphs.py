"""The graphs of training steps as Python Keras writes them, before TensorFlow's optimizer changes them: the ops on floats from the data to each gradient,
with their names, types and inputs. Java writes the same ones (src/test/java/kerava/engine/TrainingGraphTest.java).

Left out, in both: what has whole numbers or truth values for output and what nothing uses. In Python's: identities, products with 1 and sums with 0, which
TensorFlow's optimizer leaves out anyway.
"""
import keras
import tensorflow as tf
import golden_operations
from keras.regularizers import L1, L1L2, L2
from keras import Input, Sequential, layers as l
from keras.layers import (LSTM, Activation, Add, Average, AveragePooling2D, BatchNormalization, Bidirectional, Concatenate, Conv2D, Dense, Dot, Dropout,
                          Flatten, GRU, GlobalAveragePooling2D, GlobalMaxPooling2D, LayerNormalization, LeakyReLU, MaxPooling2D, Maximum, Minimum,
                          MultiHeadAttention, Multiply, Permute, ReLU, Reshape, SimpleRNN, Softmax, Subtract, UpSampling2D, ZeroPadding2D)

ACTIVATIONS = ["celu", "elu", "exponential", "gelu", "hard_shrink", "hard_sigmoid", "hard_silu", "hard_tanh", "leaky_relu", "log_sigmoid", "log_softmax",
               "mish", "relu", "relu6", "selu", "sigmoid", "silu", "soft_shrink", "softmax", "softplus", "softsign", "sparse_plus", "sparse_sigmoid",
               "squareplus", "tanh", "tanh_shrink"]
MSE, SPARSE = "MeanSquaredError", "SparseCategoricalCrossentropy"
CASES = {
    "relu and softmax": ([5], lambda: [Dense(4, "relu"), Dense(3, "softmax")], "SparseCategoricalCrossentropy", []),
    "one-hot rows": ([5], lambda: [Dense(4, "tanh"), Dense(3, "softmax")], "CategoricalCrossentropy", [3]),
    "logits of a sigmoid": ([5], lambda: [Dense(4, "silu"), Dense(2, "sigmoid")], "BinaryCrossentropy", [2]),
    "probabilities": ([5], lambda: [Dense(3, "softplus")], "CategoricalCrossentropy", [3]),
    "probabilities of two sides": ([5], lambda: [Dense(3, "hard_sigmoid")], "BinaryCrossentropy", [3]),
    "one unit": ([5], lambda: [Dense(4, "relu"), Dense(1)], "MeanSquaredError", [1]),
    "normalized, with noise": ([5], lambda: [Dense(4, "gelu"), BatchNormalization(), Dropout(.25), Dense(2)], "MeanSquaredError", [2]),
    "normalized along the first axis": ([4, 3], lambda: [BatchNormalization(axis=1), LeakyReLU(), Dense(2)], "MeanSquaredError", [4, 2]),
    "without center or scale": ([5], lambda: [Dense(4), BatchNormalization(center=False), BatchNormalization(scale=False), Dense(2)], "MeanSquaredError", [2]),
    "three axes": ([2, 5], lambda: [Dense(4, "hard_silu"), Dense(3, "mish"), Flatten(), Dense(2)], "MeanSquaredError", [2]),
    "a model inside": ([5], lambda: [Dense(4), Sequential([Dense(3, "relu"), Dropout(.5)]), Dense(2)], "MeanSquaredError", [2]),
    "convolved": ([7, 9, 3], lambda: [Conv2D(4, (3, 2), activation="relu"), Conv2D(3, 2, strides=2, padding="same"), Flatten(), Dense(2)], MSE, [2]),
    "convolved and dilated": ([7, 9, 3], lambda: [Conv2D(4, (3, 2), dilation_rate=(1, 2), use_bias=False), Flatten(), Dense(2)], MSE, [2]),
    "pooled": ([7, 9, 3], lambda: [Conv2D(4, 2, activation="tanh"), MaxPooling2D(2), AveragePooling2D((1, 2), padding="same"), Flatten(), Dense(2)], MSE, [2]),
    "channels first": ([2, 7, 9], lambda: [Conv2D(3, 2, data_format="channels_first"), MaxPooling2D(2, data_format="channels_first"),
                                           GlobalAveragePooling2D("channels_first"), Dense(2)], MSE, [2]),
    "mean and largest of all": ([5, 6, 3], lambda: [Conv2D(4, 2), GlobalAveragePooling2D(keepdims=True), Dense(3), GlobalMaxPooling2D(), Dense(2)], MSE, [2]),
    "each normalized": ([4, 5], lambda: [LayerNormalization(), Dense(3), LayerNormalization(axis=1), LayerNormalization(scale=False), Flatten(), Dense(2)],
                        MSE, [2]),
    "reshaped": ([4, 6, 2], lambda: [Dense(3), ZeroPadding2D(((0, 1), (2, 0))), UpSampling2D((1, 2)), Permute((3, 1, 2)), Dense(2), Reshape((10, -1)), Dense(2)],
                 MSE, [10, 2]),
    "on sequences": ([6, 5], lambda: [Dense(3), l.ZeroPadding1D((0, 1)), l.UpSampling1D(2), l.Cropping1D((1, 2)), Dense(4), l.MaxPooling1D(2), Dense(3),
                                      l.AveragePooling1D(2, padding="same"), l.ELU(0.5), l.Identity(), Dense(2)], MSE, [3, 2]),
    "all of sequences": ([6, 5], lambda: [Dense(3), l.GlobalAveragePooling1D(), l.Rescaling(0.5, 0.25), l.RepeatVector(3), Dense(2), l.ELU(),
                                          l.GlobalMaxPooling1D(keepdims=True), Dense(2)], MSE, [1, 2]),
    "sequences with channels first": ([6, 5], lambda: [Dense(3), l.MaxPooling1D(2, data_format="channels_first"), Dense(4), l.GlobalAveragePooling1D(
        "channels_first", keepdims=True), Dense(3), l.ZeroPadding1D(2, "channels_first"), l.GlobalMaxPooling1D("channels_first"), Dense(2)], MSE, [2]),
    "convolved steps": ([9, 3], lambda: [l.Conv1D(4, 3, padding="causal", activation="relu"), l.Conv1D(3, 2, strides=2), Dense(2)], MSE, [4, 2]),
    "convolved by channels": ([7, 6, 3], lambda: [l.DepthwiseConv2D((3, 2), depth_multiplier=2, activation="relu"), l.DepthwiseConv2D(
        2, dilation_rate=2, data_format="channels_first"), Flatten(), Dense(2)], MSE, [2]),
    "cropped": ([6, 5, 2], lambda: [Dense(3), l.Cropping2D(((0, 1), (2, 0))), Dense(4), l.Cropping2D(1, "channels_first"), Dense(2)], MSE, [5, 1, 2]),
    "relu and softmax as layers": ([4, 5], lambda: [Dense(3), ReLU(2.0, 0.1, 0.25), Dense(3), ReLU(1.5), Dense(3), Softmax(1), Softmax()], MSE, [4, 3]),
    "all activations": ([6], lambda: [layer for name in ACTIVATIONS for layer in (Dense(4), Activation(name))], "MeanSquaredError", [4]),
}
OF_FLOATS = [*golden_operations.FORMULAS, "activated", "biased", "residual", "gated", "inside"]
BATCHES = (7, None)


def heads(count):
    """A Dense that feeds several others."""
    x = Input((5,), name="x")
    y = Dense(4, "tanh", name="trunk")(x)
    return keras.Model(x, Add()([Dense(3, name="head_%d" % i)(y) for i in range(count)]))


def branches(merge, count):
    x = Input((5,))
    return keras.Model(x, Dense(2)(merge([Dense(4, "tanh", name="%s_branch" % chr(100 - i))(x) for i in range(count)])))


def shared():
    a, b = Input((5,), name="a"), Input((5,), name="b")
    twin = keras.Sequential([Dense(4, "relu"), Dense(3)], name="twin")
    return keras.Model([a, b], Dense(1)(Concatenate()([twin(a), twin(b), Subtract()([twin(a), Dense(3)(b)])])))


def inside():
    x = Input((5,))
    inner = branches(Multiply(), 3)
    return keras.Model(x, Average()([inner(x), Dense(2)(x), Maximum()([Dense(2)(x), Dense(2)(x), Minimum()([inner(x), Dense(2)(x)])])]))


def regularized():
    x = Input((5,), name="x")
    y = Dense(4, "tanh", kernel_regularizer=L2(.02), bias_regularizer=L1(.01), activity_regularizer=L2(.1), name="first")(x)
    return keras.Model(x, Dense(3, kernel_regularizer=L1L2(.01, .03), activity_regularizer=L1L2(l2=.2), name="second")(y))


def residual():
    """Of which the sum's branches part again."""
    x = Input((5, 6, 4))
    y = Conv2D(4, 3, padding="same", activation="relu", name="b")(x)
    y = BatchNormalization(axis=3)(Conv2D(4, 3, padding="same", use_bias=False, name="a")(y))
    return keras.Model(x, Dense(2)(GlobalAveragePooling2D()(LayerNormalization()(Add()([x, y])))))


def products(normalize):
    x = Input((3, 5))
    rows = Dot(axes=(2, 1), normalize=normalize)([Dense(4)(x), Permute((2, 1))(Dense(4)(x))])
    return keras.Model(x, Dense(2)(Dot(axes=1)([Flatten()(rows), Dense(9)(Flatten()(x))])))


def outputs(first, second):
    a, b = Input((5,), name="a"), Input((4, 2), name="b")
    trunk = Dense(6, "relu")(Concatenate(axis=-1)([a, Flatten()(b)]))
    return keras.Model([a, b], [Dense(3, first, name="p")(trunk), Dense(2, second, name="q")(trunk), Dense(1, name="r")(Add()([trunk, trunk]))])


FUNCTIONAL = {
    "three heads": (lambda: heads(3), [MSE], None), "four heads": (lambda: heads(4), [MSE], None), "five heads": (lambda: heads(5), [MSE], None),
    "three branches in a sum": (lambda: branches(Add(), 3), [MSE], None), "four branches in a sum": (lambda: branches(Add(), 4), [MSE], None),
    "three branches side by side": (lambda: branches(Concatenate(), 3), [MSE], None),
    "three branches in a product": (lambda: branches(Multiply(), 3), [MSE], None),
    "a shared model": (shared, [MSE], None), "branches inside": (inside, [MSE], None),
    "a residual block": (residual, [MSE], None), "products": (lambda: products(False), [MSE], None),
    "products of directions": (lambda: products(True), [MSE], None),
    "three outputs": (lambda: outputs("softmax", "sigmoid"), [SPARSE, "BinaryCrossentropy", MSE], [1., .25, 2.]),
    "three outputs, no weights": (lambda: outputs("softmax", None), [SPARSE, MSE, MSE], None),
    "an output without a loss": (lambda: outputs("softmax", "tanh"), [None, MSE, MSE], [None, .5, 1.]),
    "one loss of three outputs": (lambda: outputs("softmax", "tanh"), [None, MSE, None], None),
    **{f"operations, {name}": (golden_operations.MODELS[name], [MSE], None) for name in OF_FLOATS},
    "a weighted loss": (lambda: heads(3), [MSE], [.3]), "regularized": (regularized, [MSE], None),
}


def attending():
    x = Input((4, 3))
    y = MultiHeadAttention(2, 3)(Dense(3)(x), x)
    return keras.Model(x, Dense(2)(Flatten()(Add()([x, y]))))


def mixed_branches():
    """With branches of other types than the rest."""
    x = Input((5,))
    whole = Dense(4, "tanh", dtype="float32", name="whole")(x)
    half = Dense(4, "tanh", dtype="mixed_float16", name="half")(x)
    inner = Sequential([Input((4,)), Dense(3, "relu"), Dropout(.25)], name="inner")
    return keras.Model(x, Dense(2)(Concatenate()([Multiply()([whole, half]), inner(whole), Maximum()([half, Dense(4)(half)])])))


def in_order(layers, sample):
    return lambda: Sequential([Input(tuple(sample)), *layers()])


MIXED = {
    "mixed, dense": (in_order(lambda: [Dense(4, "relu"), Dense(3, "softmax")], [5]), [SPARSE], []),
    "mixed, of one-hot rows": (in_order(lambda: [Dense(4, "gelu"), Dense(3, "softmax")], [5]), ["CategoricalCrossentropy"], [3]),
    "mixed, of a sigmoid": (in_order(lambda: [Dense(4, "silu"), Dense(2, "sigmoid")], [5]), ["BinaryCrossentropy"], [2]),
    "mixed, normalized, with noise": (in_order(lambda: [Dense(4), BatchNormalization(), Dropout(.25), BatchNormalization(center=False, scale=False),
                                                        LayerNormalization(), Dense(2)], [5]), [MSE], [2]),
    "mixed, three axes": (in_order(lambda: [Dense(4, "hard_silu"), BatchNormalization(axis=1), Dense(3), LayerNormalization(axis=1), Flatten(), Dense(2)],
                                   [2, 5]), [MSE], [2]),
    "mixed, convolved": (in_order(lambda: [Conv2D(4, (3, 2), activation="relu"), MaxPooling2D(2), Conv2D(3, 2, use_bias=False), AveragePooling2D((1, 2)),
                                           GlobalAveragePooling2D(), Dense(2)], [9, 9, 3]), [MSE], [2]),
    "mixed, other layers": (in_order(lambda: [Dense(3), ZeroPadding2D(((0, 1), (2, 0))), UpSampling2D((1, 2)), Permute((3, 1, 2)), LeakyReLU(), ReLU(2.0, 0.1, 0.25),
                                              Softmax(1), Softmax(), GlobalMaxPooling2D(), Dense(2)], [4, 6, 2]), [MSE], [2]),
    "mixed, regularized": (in_order(lambda: [Dense(4, "tanh", kernel_regularizer=L2(.02), bias_regularizer=L1(.01)),
                                             Dense(3, kernel_regularizer=L1L2(.01, .03))], [5]), [MSE], [3]),
    "mixed, unrolled": (in_order(lambda: [LSTM(3, unroll=True, return_sequences=True), SimpleRNN(3, unroll=True, return_sequences=True),
                                          GRU(2, unroll=True, return_sequences=True), GRU(2, unroll=True, reset_after=False), Dense(2)], [3, 4]), [MSE], [2]),
    "mixed, both ways": (in_order(lambda: [Bidirectional(LSTM(3, unroll=True), merge_mode="ave"), Dense(2)], [3, 4]), [MSE], [2]),
    "mixed, activations": (in_order(lambda: [layer for name in ACTIVATIONS for layer in (Dense(4), Activation(name))], [6]), [MSE], [4]),
    "mixed, attending": (attending, [MSE], [2]),
    "mixed, branches": (mixed_branches, [MSE], [2]),
    "mixed, products": (lambda: products(True), [MSE], [2]),
}


def mixed(policy, build):
    """The layers that build makes, of this policy; the model itself has none of its own."""
    def built():
        keras.config.set_dtype_policy(policy)
        try:
            return build()
        finally:
            keras.config.set_dtype_policy("float32")
    return built


def training_graphs():
    chains = [graph(name, *chain(*CASES[name]), batch) for name in CASES for batch in BATCHES]
    for name, (build, losses, truth) in MIXED.items():
        for policy, batch in (("mixed_bfloat16", 7), ("mixed_float16", None)):
            chains.append(graph(f"{name}, {policy}", mixed(policy, build), losses, None, [truth], batch))
    return {"cases": chains + [graph(name, *FUNCTIONAL[name], truths(*FUNCTIONAL[name]), batch) for name in FUNCTIONAL for batch in BATCHES]}


def chain(sample, layers, loss, truth):
    return lambda: Sequential([Input(tuple(sample)), *layers()]), [loss], None, [truth]


def truths(model, losses, _):
    return [[] if loss == SPARSE else list(output.shape[1:]) for loss, output in zip(losses, model().outputs)]


def graph(name, build, losses, weights, truths, batch):
    keras.backend.clear_session()
    keras.utils.set_random_seed(42)
    model = build()
    one = len(losses) == 1
    made = [loss and getattr(keras.losses, loss)() for loss in losses]
    model.compile("sgd", made[0] if one else made, loss_weights=weights and (weights[0] if one else weights), auto_scale_loss=False)
    model.optimizer.build(model.trainable_variables)
    data = [[tf.TensorSpec([batch, *x.shape[1:]]) for x in model.inputs], [tf.TensorSpec([batch, *truth]) for truth in truths]]
    data = tuple(each[0] if len(each) == 1 else tuple(each) for each in data)
    step = tf.function(model.train_step, autograph=False).get_concrete_function(data)
    return {"name": name, "batch": batch, "losses": losses, "loss_weights": weights, "truths": truths, "model": model.to_json(), "ops": ops(step.graph)}


def ops(written):
    """name | type | inputs, of the ops from which the gradients are made, in the order of their names."""
    gradients = [op.inputs[0] for op in written.get_operations() if op.type == "Identity" and op.name.startswith("sgd/")]
    told, truths, open_ = {}, set(), [known(tensor) for tensor in gradients]
    while open_:
        tensor = open_.pop()
        op = tensor.op
        if tensor.dtype == tf.bool and tensor.name not in truths:
            truths.add(tensor.name)
            open_ += [known(each) for each in op.inputs]
        if not tensor.dtype.is_floating or op.name in told or op.type in ("Placeholder", "ReadVariableOp"):
            continue
        inputs = [known(each) for each in op.inputs if each.dtype.is_floating]
        waits = ["^" + known(wait.outputs[0]).op.name for each in (op, *passed(op)) for wait in each.control_inputs if op.type != "Const"]
        told[op.name] = " ".join([op.name, "|", op.type, "|", *map(called, inputs), *waits])
        open_ += [known(each) for each in op.inputs]
    return [told[name] for name in sorted(told)]


def passed(op):
    """What is left out between op and its inputs; what those wait for, it waits for."""
    return [tensor.op for tensor in op.inputs if tensor.dtype.is_floating and known(tensor) is not tensor]


def called(tensor):
    return "weight" if tensor.op.type == "ReadVariableOp" else tensor.name.removesuffix(":0")


def known(tensor):
    """The tensor of which this one has the values."""
    op = tensor.op
    if op.type == "Identity":
        return known(op.inputs[0])
    if op.name.endswith("stateless_random_uniform"):
        return op.inputs[0].op.inputs[0]
    if op.type == "Mul":
        for factor, other in (op.inputs, reversed(op.inputs)):
            if is_one(factor):
                return known(other)
    if op.type == "RealDiv" and is_one(op.inputs[1]) and not op.inputs[1].op.name.startswith("gradient_tape"):
        return known(op.inputs[0])
    return tensor


def is_one(tensor):
    if tensor.op.type == "Cast":
        return is_one(tensor.op.inputs[0])
    return tensor.op.type == "Const" and tensor.shape.rank == 0 and tf.get_static_value(tensor) == 1
