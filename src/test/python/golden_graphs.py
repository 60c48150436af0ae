"""The graphs of training steps as Python Keras writes them, before TensorFlow's optimizer changes them: the ops on floats from the data to each gradient,
with their names, types and inputs. Java writes the same ones (src/test/java/kerava/engine/TrainingGraphTest.java).

Left out, in both: what has whole numbers or truth values for output and what nothing uses. In Python's: identities, products with 1 and sums with 0, which
TensorFlow's optimizer leaves out anyway.
"""
import keras
import tensorflow as tf
from keras import Input, Sequential
from keras.layers import Activation, BatchNormalization, Dense, Dropout, Flatten, LeakyReLU

ACTIVATIONS = ["celu", "elu", "exponential", "gelu", "hard_shrink", "hard_sigmoid", "hard_silu", "hard_tanh", "leaky_relu", "log_sigmoid", "log_softmax",
               "mish", "relu", "relu6", "selu", "sigmoid", "silu", "soft_shrink", "softmax", "softplus", "softsign", "sparse_plus", "sparse_sigmoid",
               "squareplus", "tanh", "tanh_shrink"]
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
    "all activations": ([6], lambda: [layer for name in ACTIVATIONS for layer in (Dense(4), Activation(name))], "MeanSquaredError", [4]),
}
BATCHES = (7, None)


def training_graphs():
    return {"cases": [graph(name, batch) for name in CASES for batch in BATCHES]}


def graph(name, batch):
    sample, layers, loss, truth = CASES[name]
    keras.backend.clear_session()
    keras.utils.set_random_seed(42)
    model = Sequential([Input(tuple(sample)), *layers()])
    model.compile("sgd", getattr(keras.losses, loss)())
    model.optimizer.build(model.trainable_variables)
    step = tf.function(model.train_step, autograph=False).get_concrete_function((tf.TensorSpec([batch, *sample]), tf.TensorSpec([batch, *truth])))
    return {"name": name, "batch": batch, "loss": loss, "truth": truth, "model": model.to_json(), "ops": ops(step.graph)}


def ops(written):
    """name | type | inputs, of the ops from which the gradients are made, in the order of their names."""
    gradients = [op.inputs[0] for op in written.get_operations() if op.type == "Identity" and op.name.startswith("sgd/")]
    told, open_ = {}, [known(tensor) for tensor in gradients]
    while open_:
        tensor = open_.pop()
        op = tensor.op
        if tensor.dtype != tf.float32 or op.name in told or op.type in ("Placeholder", "ReadVariableOp"):
            continue
        inputs = [known(each) for each in op.inputs if each.dtype == tf.float32]
        waits = ["^" + known(wait.outputs[0]).op.name for each in (op, *passed(op)) for wait in each.control_inputs if op.type != "Const"]
        told[op.name] = " ".join([op.name, "|", op.type, "|", *map(called, inputs), *waits])
        open_ += [known(each) for each in op.inputs]
        for each in op.inputs:
            if each.dtype == tf.bool:
                open_ += [known(deeper) for deeper in each.op.inputs]
    return [told[name] for name in sorted(told)]


def passed(op):
    """What is left out between op and its inputs; what those wait for, it waits for."""
    return [tensor.op for tensor in op.inputs if tensor.dtype == tf.float32 and known(tensor) is not tensor]


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
    return tensor.op.type == "Const" and tensor.shape.rank == 0 and tf.get_static_value(tensor) == 1
