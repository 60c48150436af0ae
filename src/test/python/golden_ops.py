"""Each operation's value and gradients in TensorFlow's Python, for operands of lopsided shapes: d sum(y * c) / dx, c = cos(0, 1, 2, ...).
Java has the same formulas under the same names (src/test/java/kerava/ops/TensorTest.java)."""
import numpy as np
import tensorflow as tf
from keras import ops
from keras.src.layers.merging.dot import batch_dot

from golden_numbers import array


def numbers(*shape, seed=1):
    return np.random.RandomState(seed).randn(*shape).astype("float32")


def positive(*shape):
    return np.abs(numbers(*shape)) + np.float32(.1)


PLACES = np.int32([[1, 0, 4], [1, 1, -2]])
EQUATIONS = [("a,b->ab", (2,), (3,)), ("ab,b->a", (2, 3), (3,)), ("ab,bc->ac", (2, 3), (3, 4)), ("ab,cb->ac", (2, 3), (4, 3)), ("abc,cd->abd", (2, 3, 4), (4, 5)),
             ("abc,dc->abd", (2, 3, 4), (5, 4)), ("abcd,abde->abce", (2, 3, 4, 5), (2, 3, 5, 6)), ("abcd,abed->abce", (2, 3, 4, 5), (2, 3, 6, 5)),
             ("abcd,acbe->adbe", (2, 3, 4, 5), (2, 4, 3, 6)), ("acbe,aecd->abcd", (2, 3, 4, 5), (2, 5, 3, 6)), ("abcd,aecd->acbe", (2, 3, 4, 5), (2, 6, 4, 5)),
             ("aecd,abcd->acbe", (2, 6, 4, 5), (2, 3, 4, 5)), ("abc,cde->abde", (2, 3, 4), (4, 5, 6)), ("abc,dce->abde", (2, 3, 4), (5, 4, 6)),
             ("abc,dec->abde", (2, 3, 4), (5, 6, 4)), ("abcd,cde->abe", (2, 3, 4, 5), (4, 5, 6)), ("abcd,ced->abe", (2, 3, 4, 5), (4, 6, 5)),
             ("abcd,ecd->abe", (2, 3, 4, 5), (6, 4, 5)), ("abcde,aebf->adbcf", (2, 3, 4, 5, 6), (2, 6, 3, 7)),
             ("abcde,afce->acdbf", (2, 3, 4, 5, 6), (2, 7, 4, 6)), ("abc,acd->abd", (2, 3, 4), (2, 4, 5)), ("...x,xy->...y", (2, 3, 4), (4, 5)), ("abc,cd->ad", (2, 3, 4), (4, 5)),
             ("a...c,c...->a...", (2, 3, 4), (4, 3))]
QUERY_KEY_VALUE = numbers(2, 3, 4, 5), numbers(2, 6, 4, 5, seed=2), numbers(2, 6, 4, 7)
MASK = np.array([True, False, True, True, False, True]).reshape(1, 1, 1, 6)
A, B = numbers(2, 3), numbers(2, 3, seed=2)
TYPED = {
    "numbers": lambda x: (2. - x * .3 + .1) / 3. - .7, "square": tf.square, "exp": lambda x: tf.exp(x * .1), "erf": tf.math.erf,
    "log1p": lambda x: tf.math.log1p(tf.square(x)),
    "sigmoid": ops.sigmoid, "softmax": ops.softmax, "where": lambda x: tf.where(x > .25, x, .5), "clip": lambda x: ops.clip(x, -.5, .5),
    "pow": lambda x: tf.pow(x, 3),
    "gelu": lambda x: ops.gelu(x, approximate=False), "geluByTanh": ops.gelu, "leakyRelu": lambda x: ops.leaky_relu(x, .125), "mean": lambda x: tf.reduce_mean(x, -1),
    "squaredDifference": lambda x: tf.math.squared_difference(x, x[:, :1]), "maximum": lambda x: tf.maximum(x, .25), "maxOver": lambda x: ops.max(x, axis=-1),
    "matmul": lambda x: ops.matmul(x, tf.transpose(x, [1, 0])), "stop": lambda x: tf.stop_gradient(x) * x, "split": lambda x: tf.split(x, 3, axis=-1)[1],
}


def typed(name, dtype):
    return lambda x: tf.cast(TYPED[name](tf.cast(x, dtype)), "float32")


CASES = {
    **{f"{name} in {dtype}": ((A,), typed(name, dtype)) for name in TYPED for dtype in ("float64", "float16", "bfloat16")},
    **{f"whole numbers in {dtype}": ((numbers(2, 3) * 9,), (lambda dtype: lambda x: x * tf.cast(3 * tf.cast(tf.abs(x), dtype) + 2, "float32"))(dtype))
       for dtype in ("int32", "int64", "uint8")},
    "truth": ((A,), lambda x: x * tf.cast(x > 0, "float32")),
    "add": ((A, B), ops.add), "add bias": ((numbers(4, 2, 3), numbers(3)), ops.add), "add column": ((A, numbers(2, 1)), ops.add),
    "add one": ((numbers(4, 1), numbers(1)), ops.add), "plus": ((A, numbers(1, 3)), lambda x, y: x + y), "add number": ((A,), lambda x: x + .75),
    "minus": ((A, numbers(3)), lambda x, y: x - y), "minus number": ((A,), lambda x: x - .75), "subtractedFrom": ((A,), lambda x: .75 - x),
    "times": ((A, numbers(2, 1)), lambda x, y: x * y), "times number": ((A,), lambda x: x * .75), "scaledBy": ((A,), lambda x: .75 * x),
    "multiply": ((A, B), ops.multiply), "dividedBy": ((A, positive(3)), lambda x, y: x / y), "dividedBy number": ((A,), lambda x: x / 3),
    "divideNoNan": ((A, B * (B > 0)), ops.divide_no_nan), "timesOne": ((A,), lambda x: x * 1), "weighted": ((np.float32(.5),), lambda x: ops.multiply(x, .75)), "scaledByCast": ((A,), lambda x: ops.cast(.75, "float32") * x),
    "sumOfAll": ((np.float32(.5), np.float32(.25), np.float32(-3)), lambda x, y, z: ops.sum([x, y, z])),
    "maximum": ((A,), lambda x: tf.maximum(x, .25)), "minimum": ((A,), lambda x: tf.minimum(x, .25)), "pow": ((A,), lambda x: tf.pow(x, 3)),
    "squaredDifference": ((A, numbers(2, 1)), tf.math.squared_difference), "negative": ((A,), lambda x: -x), "abs": ((A,), tf.abs),
    "square": ((A,), tf.square), "sqrt": ((positive(2, 3),), tf.sqrt), "dividedInto": ((positive(2, 3),), lambda x: 2. / x), "cos": ((A,), tf.cos), "sin": ((A,), tf.sin),
    "floor": ((A,), tf.floor), "ceil": ((A,), tf.math.ceil), "rsqrt": ((positive(2, 3),), tf.math.rsqrt), "exp": ((A,), tf.exp),
    "sign": ((A,), tf.math.sign), "expm1": ((A,), tf.math.expm1), "log": ((positive(2, 3),), tf.math.log), "log1p": ((positive(2, 3),), tf.math.log1p), "erf": ((A,), tf.math.erf),
    "tanh": ((A,), tf.tanh), "sigmoid": ((A,), ops.sigmoid), "relu": ((A,), ops.relu), "relu6": ((A * 9,), ops.relu6), "elu": ((A,), ops.elu),
    "selu": ((A,), ops.selu), "leakyRelu": ((A,), lambda x: ops.leaky_relu(x, .125)), "softplus": ((A,), ops.softplus), "softsign": ((A,), ops.softsign),
    "silu": ((A,), ops.silu), "gelu": ((A,), lambda x: ops.gelu(x, approximate=False)), "logSigmoid": ((A,), ops.log_sigmoid),
    "softmax": ((numbers(2, 1, 3),), ops.softmax), "logSoftmax": ((numbers(2, 1, 3),), ops.log_softmax),
    "where": ((A, B), lambda x, y: tf.where(x > 0, x, y)), "where number": ((A,), lambda x: tf.where(x > 0, x, .5)),
    "clip": ((A,), lambda x: ops.clip(x, -.5, .5)),
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
    "add squeezed bias": ((numbers(4, 3), numbers(1, 3)), ops.add), "add bias of channels": ((numbers(2, 3, 4), numbers(3)), ops.add),
    "add squeezed bias of channels": ((numbers(2, 3, 4, 5), numbers(1, 3, 1, 1)), ops.add), "average": ((A, B), lambda x, y: ops.add(x, y) / 2),
    "concatenate": ((A, numbers(2, 1), numbers(2, 4)), lambda *x: ops.concatenate(x, -1)),
    "concatenate along 1": ((numbers(2, 3, 4), numbers(2, 1, 4)), lambda *x: ops.concatenate(x, 1)),
    "concatenate along 0": ((numbers(2, 3), numbers(4, 3)), lambda *x: ops.concatenate(x, 0)), "concatenate one": ((A,), lambda x: ops.concatenate([x], -1)),
    "concatenate with itself": ((A, B), lambda x, y: ops.concatenate([x, y, x], 1)),
    "subtract": ((A, numbers(2, 1)), ops.subtract), "maximum of two": ((A, B), ops.maximum), "maximum of a row": ((A, numbers(3, seed=2)), ops.maximum),
    "minimum of two": ((A, B), ops.minimum), "minimum of a column": ((A, numbers(2, 1, seed=2)), ops.minimum),
    "batchDot": ((numbers(2, 3), numbers(2, 3, seed=2)), lambda x, y: batch_dot(x, y, (1, 1))),
    "batchDot of matrices": ((numbers(2, 3, 5), numbers(2, 4, 3)), lambda x, y: batch_dot(x, y, (1, 2))),
    "batchDot of a row": ((numbers(2, 3), numbers(2, 4, 3)), lambda x, y: batch_dot(x, y, (1, 2))),
    "batchDot by a row": ((numbers(2, 4, 3), numbers(2, 3)), lambda x, y: batch_dot(x, y, (2, 1))),
    "batchDot of four axes": ((numbers(2, 3, 4, 5), numbers(2, 3, 5, 6)), lambda x, y: batch_dot(x, y, (3, 2))),
    "batchDot along the second": ((numbers(2, 3, 4, 5), numbers(2, 6, 5, 3)), lambda x, y: batch_dot(x, y, (1, 3))),
    "transpose": ((numbers(2, 3, 4),), lambda x: ops.transpose(x, (2, 0, 1))),
    "transpose of the last": ((numbers(2, 3, 4),), lambda x: ops.transpose(x, (0, 2, 1))),
    "matmul of stacks": ((numbers(2, 3, 4), numbers(2, 4, 5)), ops.matmul),
    "matmul of stacks that broadcast": ((numbers(2, 1, 3, 4), numbers(5, 4, 6)), ops.matmul),
    "matmul of a matrix and a stack": ((numbers(3, 4), numbers(2, 4, 5)), ops.matmul),
    "matmul transposed": ((numbers(2, 3, 4), numbers(2, 5, 4)), lambda x, y: tf.matmul(x, y, transpose_b=True)),
    "matmul transposed first": ((numbers(2, 4, 3), numbers(2, 4, 5)), lambda x, y: tf.matmul(x, y, transpose_a=True)),
    "matmul transposed both": ((numbers(2, 4, 3), numbers(2, 5, 4)), lambda x, y: tf.matmul(x, y, transpose_a=True, transpose_b=True)),
    "stack": ((A, B), lambda *x: ops.stack(x, 1)), "stack along the last": ((A, B), lambda *x: ops.stack(x, -1)),
    "unstack": ((numbers(2, 3, 4),), lambda x: ops.multiply(*ops.unstack(x, axis=1)[1:])),
    "slice, one": ((numbers(2, 3, 4),), lambda x: x[:, 1]), "slice, the last": ((numbers(2, 3, 4),), lambda x: x[:, -1]),
    "slice, a range": ((numbers(2, 5, 4),), lambda x: x[:, 1:3]), "slice, from the end": ((numbers(2, 5, 4),), lambda x: x[:, -3:]),
    "slice, with steps": ((numbers(2, 5, 4),), lambda x: x[:, ::2, 3]), "slice, of the last axis": ((numbers(2, 3, 4),), lambda x: x[..., :2]),
    "slice, backwards": ((numbers(2, 5),), lambda x: x[:, ::-1]),
    "reverse": ((numbers(2, 3, 4),), lambda x: tf.reverse(x, [1])), "reverse two": ((numbers(2, 3, 4),), lambda x: tf.reverse(x, [0, 2])),
    "squeeze": ((numbers(2, 1, 3, 1),), lambda x: ops.squeeze(x, 1)), "squeeze two": ((numbers(2, 1, 3, 1),), lambda x: ops.squeeze(x, (1, 3))),
    "tile": ((numbers(2, 1, 3),), lambda x: ops.tile(x, (1, 4, 2))), "repeat": ((numbers(2, 3, 4),), lambda x: ops.repeat(x, 3, axis=1)),
    "repeat along the last": ((numbers(2, 3, 4),), lambda x: ops.repeat(x, 2, axis=-1)),
    "softmax along 1": ((numbers(2, 4, 3),), lambda x: ops.softmax(x, axis=1)),
    "logSoftmax along 1": ((numbers(2, 4, 3),), lambda x: ops.log_softmax(x, axis=1)),
    "maxOver": ((numbers(2, 4, 3),), lambda x: ops.max(x, axis=1)), "maxOver kept": ((numbers(2, 4, 3),), lambda x: ops.max(x, axis=(1, 2), keepdims=True)),
    "minOver": ((numbers(2, 4, 3),), lambda x: ops.min(x, axis=-1)), "max of ties": ((np.float32([[1, 1, 0], [2, 3, 3]]),), lambda x: ops.max(x, axis=-1)),
    "logical": ((A, B), lambda x, y: tf.where(ops.logical_or(ops.logical_and(x > 0, y > 0), ops.logical_not(ops.not_equal(x, y))), x, y)),
    "any": ((A, B), lambda x, y: tf.where(ops.any(x > 0, axis=-1, keepdims=True), x, y)),
    "all": ((A, B), lambda x, y: tf.where(ops.all(x > -1, axis=1, keepdims=True), x, y)),
    "conv2d": ((numbers(2, 5, 7, 3), numbers(3, 2, 3, 4)), lambda x, k: ops.conv(x, k, 1, "valid", "channels_last")),
    "conv2d same": ((numbers(2, 5, 7, 3), numbers(3, 2, 3, 4)), lambda x, k: ops.conv(x, k, 1, "same", "channels_last")),
    "conv2d in steps": ((numbers(2, 5, 7, 3), numbers(3, 2, 3, 4)), lambda x, k: ops.conv(x, k, (2, 3), "same", "channels_last")),
    "conv2d dilated": ((numbers(2, 7, 9, 3), numbers(3, 2, 3, 4)), lambda x, k: ops.conv(x, k, 1, "same", "channels_last", (1, 2))),
    "conv2d channels first": ((numbers(2, 3, 5, 7), numbers(3, 2, 3, 4)), lambda x, k: ops.conv(x, k, 2, "valid", "channels_first")),
    "conv1d": ((numbers(2, 7, 3), numbers(3, 3, 4)), lambda x, k: ops.conv(x, k, 2, "same", "channels_last")),
    "conv1d causal": ((numbers(2, 7, 3), numbers(3, 3, 4)), lambda x, k: ops.conv(ops.pad(x, [[0, 0], [2, 0], [0, 0]]), k, 1, "valid", "channels_last")),
    "conv1d dilated": ((numbers(2, 7, 3), numbers(3, 3, 4)), lambda x, k: ops.conv(x, k, 1, "valid", "channels_last", 2)),
    "depthwiseConv2d": ((numbers(2, 5, 7, 3), numbers(3, 2, 3, 2)), lambda x, k: ops.depthwise_conv(x, k, 1, "same", "channels_last")),
    "depthwiseConv2d in steps": ((numbers(2, 5, 7, 3), numbers(3, 2, 3, 2)), lambda x, k: ops.depthwise_conv(x, k, 2, "valid", "channels_last")),
    "depthwiseConv2d dilated": ((numbers(2, 5, 7, 3), numbers(3, 2, 3, 2)), lambda x, k: ops.depthwise_conv(x, k, 1, "same", "channels_last", (2, 3))),
    "depthwiseConv2d channels first": ((numbers(2, 3, 5, 7), numbers(3, 2, 3, 2)), lambda x, k: ops.depthwise_conv(x, k, 1, "valid", "channels_first")),
    "maxPool2d": ((numbers(2, 5, 7, 3),), lambda x: ops.max_pool(x, (2, 3), None, "valid", "channels_last")),
    "maxPool2d same": ((numbers(2, 5, 7, 3),), lambda x: ops.max_pool(x, 2, (1, 2), "same", "channels_last")),
    "maxPool2d channels first": ((numbers(2, 3, 5, 7),), lambda x: ops.max_pool(x, 2, None, "valid", "channels_first")),
    "averagePool2d": ((numbers(2, 5, 7, 3),), lambda x: ops.average_pool(x, (2, 3), None, "valid", "channels_last")),
    "averagePool2d same": ((numbers(2, 5, 7, 3),), lambda x: ops.average_pool(x, 2, (1, 2), "same", "channels_last")),
    "averagePool2d channels first": ((numbers(2, 3, 5, 7),), lambda x: ops.average_pool(x, 2, None, "valid", "channels_first")),
    "maxPool1d": ((numbers(2, 7, 3),), lambda x: ops.max_pool(x, 2, None, "valid", "channels_last")),
    "averagePool1d": ((numbers(2, 7, 3),), lambda x: ops.average_pool(x, 3, 2, "same", "channels_last")),
    "pad": ((numbers(2, 5, 3),), lambda x: ops.pad(x, [[0, 0], [1, 2], [3, 0]])),
    "take": ((numbers(5, 3), PLACES), lambda w, i: ops.take(w, i, axis=0)),
    "take of int64": ((numbers(5, 3), PLACES.astype("int64")), lambda w, i: ops.take(w, i, axis=0)),
    "take of a vector": ((numbers(5, 3), np.int32([4, 0, 4, -1])), lambda w, i: ops.take(w, i, axis=0)),
    "take twice": ((numbers(5, 3), PLACES, np.int32([[1, 1], [3, 2]])), lambda w, i, k: ops.add(ops.take(w, i, axis=0)[:, :2], ops.take(w, k, axis=0))),
    "take, and all of it": ((numbers(5, 3), PLACES), lambda w, i: ops.sum(ops.take(w, i, axis=0)) * w),
    "take of what is computed": ((numbers(5, 3), PLACES), lambda w, i: ops.take(tf.tanh(w), i, axis=0)),
    "moments kept": ((numbers(4, 2, 3),), lambda x: tf.add(*ops.moments(x, [1, 2], keepdims=True))),
    "layerNormalization": ((numbers(4, 2, 3), numbers(3), numbers(3, seed=2)), lambda x, gamma, beta: ops.layer_normalization(x, gamma, beta, -1, 1e-3)),
    "layerNormalization, plain": ((numbers(4, 2, 3),), lambda x: ops.layer_normalization(x, None, None, -1, 1e-3)),
    "layerNormalization along two axes": ((numbers(4, 2, 3), numbers(2, 3), numbers(2, 3, seed=2)),
     lambda x, gamma, beta: ops.layer_normalization(x, gamma, beta, [1, 2], 1e-3)),
    "layerNormalization along 1": ((numbers(4, 2, 3), numbers(2), numbers(2, seed=2)), lambda x, gamma, beta: ops.layer_normalization(x, gamma, beta, 1, 1e-3)),
    **{f"einsum {equation}": ((numbers(*x), numbers(*y)), (lambda equation: lambda x, y: ops.einsum(equation, x, y))(equation))
       for equation, x, y in EQUATIONS},
    "einsum of one": ((numbers(2, 3, 4),), lambda x: ops.einsum("abc->acb", x)),
    "einsum of one, summed": ((numbers(2, 3, 4),), lambda x: ops.einsum("abc->ac", x)),
    "dotProductAttention": (QUERY_KEY_VALUE, lambda q, k, v: ops.dot_product_attention(q, k, v, scale=.25)),
    "dotProductAttention, causal": (QUERY_KEY_VALUE, lambda q, k, v: ops.dot_product_attention(q, k, v, scale=.25, is_causal=True)),
    "dotProductAttention, masked": ((*QUERY_KEY_VALUE, MASK), lambda q, k, v, mask: ops.dot_product_attention(q, k, v, mask=mask, scale=.25)),
    "dotProductAttention, masked and causal": ((*QUERY_KEY_VALUE, MASK),
     lambda q, k, v, mask: ops.dot_product_attention(q, k, v, mask=mask, scale=.25, is_causal=True)),
    "conv2d, bias and relu": ((numbers(2, 6, 7, 3), numbers(3, 2, 3, 4), numbers(4)),
     lambda x, k, b: ops.relu(ops.add(ops.conv(x, k, 1, "same", "channels_last"), ops.reshape(b, (1, 1, 1, 4))))),
    "conv2d, bias and pool": ((numbers(2, 6, 7, 3), numbers(3, 2, 3, 4), numbers(4)),
     lambda x, k, b: ops.max_pool(ops.tanh(ops.add(ops.conv(x, k, 1, "valid", "channels_last"), ops.reshape(b, (1, 1, 1, 4)))), 2)),
    "l2Normalize": ((numbers(2, 4, 3),), lambda x: ops.normalize(x, axis=1)),
    "used twice": ((A,), lambda x: x * tf.tanh(x) + x * x), "used three times": ((A,), lambda x: tf.exp(x) + tf.sin(0.) + tf.tanh(x) * ops.sigmoid(x)),
}

# What Java writes otherwise, so that the graphs are not compared: products with 1, and the same in other words.
OTHERWISE = ["timesOne", "weighted", "sumOfAll", "silu", "split", "moments", "used three times", "sparseSoftmaxCrossEntropy", "sparseSoftmaxCrossEntropy of three axes", "descending", "take of what is computed"]
# Of these it computes whole numbers otherwise, so that only the ops on floats are compared.
ROUGH = ["matmul of three axes", "matmul of four axes", "sum", "sumOver", "mean", "mean kept", "flatten", "softmaxCrossEntropy", "cumulativeSum", "maxOver",
    "minOver", "max of ties",
         "repeat", "repeat along the last", "einsum abc,cd->ad", "einsum of one, summed", "moments kept",
             *[name for name in CASES if name.startswith("layerNormalization")], "softmax along 1", "logSoftmax along 1", "pad", "conv1d causal"]


def operations():
    return {"cases": [case(name, *CASES[name]) for name in CASES]}


def case(name, inputs, formula):
    @tf.function
    def run(*x):
        floats = [each for each in x if each.dtype.is_floating]
        with tf.GradientTape() as tape:
            tape.watch(floats)
            y = formula(*x)
            total = tf.reduce_sum(y * weights(y.shape))
        return y, [tf.convert_to_tensor(g) for g in tape.gradient(total, floats, unconnected_gradients="zero")]

    y, gradients = run(*[tf.constant(x) for x in inputs])
    return {"name": name, "types": [x.dtype.name for x in inputs], "inputs": [array(x) for x in inputs], "y": array(y.numpy()),
            "gradients": [array(g.numpy()) for g in gradients]}


def weights(shape):
    return tf.constant(np.cos(np.arange(shape.num_elements())).astype("float32").reshape(shape))
