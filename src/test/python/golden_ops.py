"""Each operation's value and gradients in TensorFlow's Python, for operands of lopsided shapes: d sum(y * c) / dx, c = cos(0, 1, 2, ...).
Java has the same formulas under the same names (src/test/java/kerava/ops/TensorTest.java)."""
import numpy as np
import tensorflow as tf
from keras import ops

from golden_numbers import array


def numbers(*shape, seed=1):
    return np.random.RandomState(seed).randn(*shape).astype("float32")


def positive(*shape):
    return np.abs(numbers(*shape)) + np.float32(.1)


A, B = numbers(2, 3), numbers(2, 3, seed=2)
CASES = {
    "add": ((A, B), ops.add), "add bias": ((numbers(4, 2, 3), numbers(3)), ops.add), "add column": ((A, numbers(2, 1)), ops.add),
    "add one": ((numbers(4, 1), numbers(1)), ops.add), "plus": ((A, numbers(1, 3)), lambda x, y: x + y), "add number": ((A,), lambda x: x + .75),
    "minus": ((A, numbers(3)), lambda x, y: x - y), "minus number": ((A,), lambda x: x - .75), "subtractedFrom": ((A,), lambda x: .75 - x),
    "times": ((A, numbers(2, 1)), lambda x, y: x * y), "times number": ((A,), lambda x: x * .75), "scaledBy": ((A,), lambda x: .75 * x),
    "multiply": ((A, B), ops.multiply), "dividedBy": ((A, positive(3)), lambda x, y: x / y), "dividedBy number": ((A,), lambda x: x / 3),
    "divideNoNan": ((A, B * (B > 0)), ops.divide_no_nan), "timesOne": ((A,), lambda x: x * 1),
    "maximum": ((A,), lambda x: tf.maximum(x, .25)), "minimum": ((A,), lambda x: tf.minimum(x, .25)), "pow": ((A,), lambda x: tf.pow(x, 3)),
    "squaredDifference": ((A, numbers(2, 1)), tf.math.squared_difference), "negative": ((A,), lambda x: -x), "abs": ((A,), tf.abs),
    "square": ((A,), tf.square), "sqrt": ((positive(2, 3),), tf.sqrt), "rsqrt": ((positive(2, 3),), tf.math.rsqrt), "exp": ((A,), tf.exp),
    "expm1": ((A,), tf.math.expm1), "log": ((positive(2, 3),), tf.math.log), "log1p": ((positive(2, 3),), tf.math.log1p), "erf": ((A,), tf.math.erf),
    "tanh": ((A,), tf.tanh), "sigmoid": ((A,), ops.sigmoid), "relu": ((A,), ops.relu), "relu6": ((A * 9,), ops.relu6), "elu": ((A,), ops.elu),
    "selu": ((A,), ops.selu), "leakyRelu": ((A,), lambda x: ops.leaky_relu(x, .125)), "softplus": ((A,), ops.softplus), "softsign": ((A,), ops.softsign),
    "silu": ((A,), ops.silu), "gelu": ((A,), lambda x: ops.gelu(x, approximate=False)), "logSigmoid": ((A,), ops.log_sigmoid),
    "softmax": ((numbers(2, 1, 3),), ops.softmax), "logSoftmax": ((numbers(2, 1, 3),), ops.log_softmax),
    "where": ((A, B), lambda x, y: tf.where(x > 0, x, y)), "where number": ((A,), lambda x: tf.where(x > 0, x, .5)), "clip": ((A,), lambda x: ops.clip(x, -.5, .5)),
    "matmul": ((A, numbers(3, 4)), ops.matmul), "matmul of three axes": ((numbers(2, 1, 3), numbers(3, 4)), ops.matmul),
    "matmul of four axes": ((numbers(2, 1, 5, 3), numbers(3, 4)), ops.matmul),
    "sum": ((numbers(2, 1, 3),), tf.reduce_sum), "sumOver": ((numbers(2, 4, 3),), lambda x: tf.reduce_sum(x, [0, 2])),
    "sumOver kept": ((numbers(2, 4, 3),), lambda x: tf.reduce_sum(x, -1, keepdims=True)),
    "mean": ((numbers(2, 4, 3),), lambda x: tf.reduce_mean(x, -1)), "mean kept": ((numbers(2, 4, 3),), lambda x: tf.reduce_mean(x, [0, 1], keepdims=True)),
    "reshape": ((numbers(2, 4, 3),), lambda x: tf.reshape(x, [3, 8])), "flatten": ((numbers(2, 4, 3),), lambda x: tf.reshape(x, [2, 12])),
    "expandDims": ((A,), lambda x: tf.expand_dims(x, 1)), "squeezeLast": ((numbers(2, 3, 1),), lambda x: tf.squeeze(x, -1)),
    "split": ((numbers(2, 6),), lambda x: tf.multiply(*tf.split(x, 2, axis=-1))), "split, one part": ((numbers(2, 6),), lambda x: tf.split(x, 2, axis=-1)[1]),
    "stopGradient": ((A, B), lambda x, y: tf.stop_gradient(x) * y),
    "moments": ((numbers(4, 2, 3),), lambda x: tf.add(*ops.moments(x, [0, 1]))),
    "batchNormalization": ((numbers(4, 2, 3), numbers(3), positive(3), numbers(3, seed=2), numbers(3, seed=3)),
                           lambda x, mean, variance, beta, gamma: ops.batch_normalization(x, mean, variance, -1, beta, gamma, 1e-3)),
    "batchNormalization along 1": ((numbers(4, 3, 2), numbers(3), positive(3)), lambda x, mean, variance: ops.batch_normalization(x, mean, variance, 1)),
    "sparseSoftmaxCrossEntropy": ((numbers(4, 3),), lambda z: tf.nn.sparse_softmax_cross_entropy_with_logits([2, 0, 1, 1], z)),
    "sparseSoftmaxCrossEntropy of three axes": ((numbers(2, 2, 3),), lambda z: tf.nn.sparse_softmax_cross_entropy_with_logits([[2, 0], [1, 1]], z)),
    "softmaxCrossEntropy": ((positive(2, 4, 3), numbers(2, 4, 3)), lambda t, z: tf.nn.softmax_cross_entropy_with_logits(t, z)),
    "sigmoidCrossEntropy": ((positive(2, 3), numbers(2, 3)), lambda t, z: tf.nn.sigmoid_cross_entropy_with_logits(t, z)),
    "descending": ((numbers(2, 4, 3),), lambda x: tf.sort(x, direction="DESCENDING")), "cumulativeSum": ((numbers(2, 4, 3),), lambda x: tf.cumsum(x, -1)),
    "used twice": ((A,), lambda x: x * tf.tanh(x) + x * x), "used three times": ((A,), lambda x: tf.exp(x) + tf.sin(0.) + tf.tanh(x) * ops.sigmoid(x)),
}


def operations():
    return {"cases": [case(name, *CASES[name]) for name in CASES]}


def case(name, inputs, formula):
    @tf.function
    def run(*x):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = formula(*x)
            total = tf.reduce_sum(y * weights(y.shape))
        return y, tape.gradient(total, x, unconnected_gradients="zero")

    y, gradients = run(*[tf.constant(x) for x in inputs])
    return {"name": name, "inputs": [array(x) for x in inputs], "y": array(y.numpy()), "gradients": [array(g.numpy()) for g in gradients]}


def weights(shape):
    return tf.constant(np.cos(np.arange(shape.num_elements())).astype("float32").reshape(shape))
