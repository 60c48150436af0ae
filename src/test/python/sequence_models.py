"""The models of golden_sequences.py, small ones, each from what stands in its middle, and the samples that they take."""
import keras
import numpy as np
from keras import Input, Model, Sequential, layers as l

BATCH, WORDS = 6, 9


def ids(steps=5, name=None):
    return Input((steps,), name=name and "ids_" + name)


def steps(count=5, features=3, name=None):
    return Input((count, features), name=name)


def batches():
    return Input(batch_shape=(BATCH, 5, 3))


def chain(x, *more):
    return Sequential([x, *more])


def merged(merge, both=True, steps=5):
    a, b = ids(steps, name="a"), ids(steps, name="b")
    words = [l.Embedding(WORDS, 4, mask_zero=True)(a), l.Embedding(WORDS, 4, mask_zero=both)(b)]
    return Model([a, b], l.Dense(2)(merge(words)))


def two(merge):
    a, b = steps(4, 4, name="a"), steps(4, 3, name="b")
    return Model([a, b], l.Dense(2)(l.Flatten()(merge([l.Dense(4, "tanh")(a), l.Dense(4)(b)]))))


def there_and_back(**settings):
    x = ids()
    embedding = l.ReversibleEmbedding(WORDS, 4, **settings)
    return Model(x, embedding(l.Dense(4, "tanh")(embedding(x)), reverse=True))


def around():
    """A block of ResNet's."""
    x = Input((5, 6, 3))
    y = l.BatchNormalization()(l.Conv2D(3, 3, padding="same", use_bias=False)(x))
    y = l.BatchNormalization()(l.Conv2D(3, 3, padding="same", use_bias=False)(l.ReLU()(y)))
    return Model(x, l.Dense(2)(l.GlobalAveragePooling2D()(l.ReLU()(l.Add()([x, y])))))


def places(count=4, *sizes, channels=2, first=False):
    """A sequence of images, or of what has other axes."""
    return Input((count, *([channels] if first else []), *sizes, *([] if first else [channels])), name="places")


def words_as_images(size=(2, 2, 1)):
    """Of a mask of steps."""
    x = ids()
    return x, l.TimeDistributed(l.Reshape(size))(l.Embedding(WORDS, 4, mask_zero=True)(x))


def convolved(x, layer, *more):
    y = x
    if isinstance(x, tuple):
        x, y = x
    for each in (layer, l.Flatten(), l.Dense(2), *more):
        y = each(y)
    return Model(x, y)


def convolved_masked(layer, *more):
    x, y = words_as_images(*more)
    y = layer(y)
    return Model(x, l.Dense(2)(y))


def attended(x, attention, **more):
    y = l.Embedding(WORDS, 4, mask_zero=True)(x) if len(x.shape) == 2 else l.Dense(4)(x)
    return Model(x, l.Dense(2)(l.Add()([y, attention(y, y, **more)]) if not attention.get_config().get("output_shape") else attention(y, y)))


def looked(attention, count=5, **more):
    x = steps(count)
    return Model(x, l.Dense(2)(attention([l.Dense(4)(x), l.Dense(4, "tanh")(x)], **more)))


def looked_at_words(attention, both=True, **more):
    a, b = ids(name="a"), ids(4, name="b")
    y = attention([l.Embedding(WORDS, 4, mask_zero=both)(a), l.Embedding(WORDS, 4, mask_zero=True)(b)], **more)
    return Model([a, b], l.Dense(2)(y))


def scores_of(attention):
    x, z = steps(name="x"), steps(4, 2, name="z")
    y, scores = attention([l.Dense(4)(x), l.Dense(3)(z), l.Dense(4, "tanh")(z)], return_attention_scores=True)
    return Model([x, z], [l.Dense(2)(y), l.Dense(1)(scores)])


def grouped_scores():
    x, z = steps(name="x"), steps(4, 3, name="z")
    y, scores = l.GroupQueryAttention(3, 4, 2)(x, l.Dense(3)(z), z, return_attention_scores=True)
    return Model([x, z], [l.Dense(2)(y), l.Dense(1)(scores)])


def cell_states():
    x = steps(name="x")
    y, *states = l.RNN([l.LSTMCell(4), l.GRUCell(3)], return_sequences=True, return_state=True)(x)
    states = keras.tree.flatten(states)
    return Model(x, [l.Dense(2)(y), l.Dense(1)(l.Concatenate()(states))])


def elsewhere(count=5, others=4):
    x, z = steps(count, name="x"), steps(others, 2, name="z")
    y, _ = l.MultiHeadAttention(2, 3)(x, l.Dense(3)(z), z, return_attention_scores=True)
    return Model([x, z], l.Dense(2)(y))


def apart():
    x, h, c = steps(name="x"), Input((4,), name="h_state"), Input((4,), name="c_state")
    y, z, *states = l.Bidirectional(l.LSTM(4, return_state=True), merge_mode=None)(x, initial_state=[h, c, c, h])
    return Model([x, h, c], [l.Dense(2)(l.Concatenate()([y, z])), l.Dense(1)(l.Add()(states[1:3]))])


def handed_on(kind, count):
    """What one layer ended with another begins with."""
    x, z = steps(name="x"), steps(4, 2, name="z")
    y, *states = kind(4, return_state=True)(x)
    w = kind(4, return_sequences=True)(z, initial_state=states)
    return Model([x, z], [l.Dense(2)(w), l.Dense(1)(y), states[-1]])


def places_handed_on():
    x, z = Input((3, 4, 3, 2), name="x"), Input((4, 5, 4, 2), name="z")
    y, *states = l.ConvLSTM2D(3, 2, padding="same", return_state=True)(x)
    w, h, c = l.ConvLSTM2D(3, 2, return_sequences=True, return_state=True)(z, initial_state=states)
    return Model([x, z], [l.Dense(2)(w), l.Dense(1)(l.Add()([y, h])), c])


def two_of_one():
    """They have one name."""
    x = steps(name="x")
    y, _, state = l.LSTM(4, return_state=True)(x)
    return Model([x], [y, state])


def samples(model, n, length):
    """Of the sizes that the model leaves open, the first is length, the next one more."""
    x = data(model.inputs, n, length)
    fixed, given = model.inputs[0].shape[0] is not None, [keras.KerasTensor(each.shape, each.dtype) for each in x]
    return x, truth(keras.tree.flatten(model.outputs if fixed else model.compute_output_spec(given)), n)


def data(inputs, n, length):
    state = np.random.RandomState(3)
    return [column(state, tensor, (n, *sizes(tensor.shape[1:], length))) for tensor in inputs]


def sizes(shape, length):
    return [length + shape[:i].count(None) if size is None else size for i, size in enumerate(shape)]


def column(state, tensor, shape):
    """Words, of which 0 is none, the more often the later; rows, each once; or numbers with steps of nothing but 0 and of nothing but 1.5."""
    if tensor.name.startswith("rows"):
        return (np.arange(shape[0]) % 40).reshape(shape).astype("float32")
    if tensor.name.endswith("state"):
        return state.randn(*shape).astype("float32")
    if tensor.name.startswith("ids") or len(shape) == 2:
        return np.where(state.rand(*shape) < np.linspace(.1, .6, shape[-1]), 0, state.randint(1, WORDS, shape)).astype("float32")
    x = state.randn(*shape).astype("float32")
    x[state.rand(*shape[:2]) < .3] = 0
    x[state.rand(*shape[:2]) < .1] = 1.5
    return x


def truth(outputs, n):
    state = np.random.RandomState(5)
    return [state.randn(n, *tensor.shape[1:]).astype("float32") for tensor in outputs]
