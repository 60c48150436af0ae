"""The notebooks of sequences in Python Keras (src/main/java/kerava/notebooks): made data, models, and how each is trained."""
import functools

import keras
import numpy as np
from keras.layers import (Add, Bidirectional, Conv1D, Conv1DTranspose, Dense, Dropout, Embedding, GlobalAveragePooling1D, Input, LayerNormalization,
                          LSTM, MultiHeadAttention, RepeatVector)


def held_back(x, y, count):
    return (x[:-count], y[:-count]), (x[-count:], y[-count:])


# ---- data

DIGITS = "0123456789+ "


def one_hot(texts, characters):
    return np.eye(len(characters), dtype="float32")[[[characters.index(c) for c in text] for text in texts]]


@functools.cache
def additions(count=50000):
    random, asked, questions, answers = np.random.RandomState(0), set(), [], []

    def number():
        return int("".join(str(random.randint(10)) for _ in range(random.randint(3) + 1)))

    while len(asked) < count:
        a, b = number(), number()
        key = (min(a, b), max(a, b))
        if key not in asked:
            asked.add(key)
            questions.append(f"{a}+{b}".ljust(7)[::-1])
            answers.append(str(a + b).ljust(4))
    return held_back(one_hot(questions, DIGITS), one_hot(answers, DIGITS), 5000)


DAY, DAYS, FLICKERS = 288, 14, slice(10 * 288 + 60, 10 * 288 + 60 + 48, 2)


def days(seed, flickering=False):
    """The day that begins at each value of two weeks, high by day and low by night."""
    random, values = np.random.RandomState(seed), []
    for i in range(DAY * DAYS):
        values.append(((80 if 108 <= i % DAY < 216 else 20) + random.randint(1000) / 100 - 5 - 50) / 35)
    values = np.array(values)
    if flickering:
        values[FLICKERS] += 60 / 35
    return np.lib.stride_tricks.sliding_window_view(values, DAY)[..., None].astype("float32")


@functools.cache
def two_weeks():
    usual, strange = days(0), days(1, flickering=True)
    return (usual, usual), (strange, strange)


@functools.cache
def sentences(count=10000):
    """Whether 2 comes before 3, among 10 to 40 words and zeros behind them; a twentieth of the labels is turned around."""
    random, x, y = np.random.RandomState(0), np.zeros((count, 40), "float32"), np.zeros(count, "float32")
    for sample in range(count):
        words = 10 + random.randint(31)
        for i in range(words):
            x[sample, i] = 4 + random.randint(16)
        one = random.randint(words)
        other = (one + 1 + random.randint(words - 1)) % words
        x[sample, one], x[sample, other] = 2, 3
        y[sample] = (one < other) != (random.randint(20) == 0)
    return held_back(x, y, 2000)


WHO, DOES = ["the cat", "a dog", "the old man", "a child", "my friend"], ["sees", "likes", "follows", "paints"]
WHAT = ["the moon", "a red ball", "the sea", "a small house", "the garden", "an owl"]


@functools.cache
def characters(count=700, length=40, step=3):
    random = np.random.RandomState(0)
    text = "".join(" ".join(words[random.randint(len(words))] for words in (WHO, DOES, WHAT)) + ". " for _ in range(count))
    alphabet = "".join(sorted(set(text)))
    begins = range(0, len(text) - length, step)
    y = one_hot([text[i + length] for i in begins], alphabet)[:, 0]
    return held_back(one_hot([text[i:i + length] for i in begins], alphabet), y, 600)


@functools.cache
def copies(count=12000):
    """Seven letters of eight, a stop, the same letters again: all but the last, and all but the first."""
    random = np.random.RandomState(0)
    letters = np.array([[random.randint(8) for _ in range(7)] for _ in range(count)], "float32")
    sentence = np.concatenate([letters, np.full((count, 1), 8, "float32"), letters], 1)
    return held_back(sentence[:, :-1], sentence[:, 1:], 2000)


MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
READ, WRITTEN = " ,.0123456789abcdefghijlmnoprstuvy", "\t\n -0123456789"


@functools.cache
def dates(count=12000):
    """As people write them, padded with blanks; in ISO 8601 behind a start; and the same before a stop."""
    random, had, told, written = np.random.RandomState(0), set(), [], []
    while len(told) < count:
        year, month, day, form = 1950 + random.randint(100), 1 + random.randint(12), 1 + random.randint(28), random.randint(3)
        if (year, month, day) not in had:
            had.add((year, month, day))
            told.append((f"{day} {MONTHS[month - 1]} {year}", f"{MONTHS[month - 1]} {day}, {year}", f"{day}.{month}.{year}")[form].ljust(18))
            written.append(f"{year:04}-{month:02}-{day:02}")
    (read, asked), (read_test, asked_test) = held_back(one_hot(told, READ), one_hot([w + "\n" for w in written], WRITTEN), 2000)
    given, given_test = (part[0] for part in held_back(*[one_hot(["\t" + w for w in written], WRITTEN)] * 2, 2000))
    return (Several(read, given), asked), (Several(read_test, given_test), asked_test)


class Several(tuple):
    """Arrays for several inputs, of which a slice takes samples of each."""
    def __new__(cls, *arrays):
        return super().__new__(cls, arrays)

    def __getitem__(self, key):
        return tuple(array[key] for array in self) if isinstance(key, slice) else super().__getitem__(key)


# ---- models

def addition():
    return keras.Sequential([Input((7, 12)), LSTM(128), RepeatVector(4), LSTM(128, return_sequences=True), Dense(12, activation="softmax")])


def day_autoencoder():
    conv, back = (functools.partial(layer, padding="same", activation="relu", strides=2) for layer in (Conv1D, Conv1DTranspose))
    return keras.Sequential([Input((DAY, 1)), conv(32, 7), Dropout(0.2), conv(16, 7), back(16, 7), Dropout(0.2), back(32, 7),
                             Conv1DTranspose(1, 7, padding="same")])


def bidirectional():
    return keras.Sequential([Input((40,)), Embedding(20, 16, mask_zero=True), Bidirectional(LSTM(32, return_sequences=True)), Bidirectional(LSTM(32)),
                             Dense(1, activation="sigmoid")])


class PositionEmbedding(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.initializer = keras.initializers.RandomUniform()

    def build(self, shape):
        self.positions = self.add_weight(shape=shape[1:], initializer=self.initializer, name="positions")

    def call(self, x):
        return x + self.positions


def block(heads, features, hidden, dropout, causal):
    attention, wide, narrow = MultiHeadAttention(heads, features), Dense(hidden, activation="relu"), Dense(features)
    first, second = LayerNormalization(epsilon=1e-6), LayerNormalization(epsilon=1e-6)
    dropped, last_dropped = Dropout(dropout), Dropout(dropout)

    def apply(x):
        seen = first(Add()([x, dropped(attention(x, x, use_causal_mask=causal))]))
        return second(Add()([seen, last_dropped(narrow(wide(seen)))]))

    return apply


def transformer():
    inputs = Input((40,))
    embedded = (positions := PositionEmbedding(), Embedding(20, 32)(inputs))[1]
    x = block(2, 32, 32, 0.1, False)(positions(embedded))
    x = Dense(20, activation="relu")(Dropout(0.1)(GlobalAveragePooling1D()(x)))
    return keras.Model(inputs, Dense(2, activation="softmax")(Dropout(0.1)(x)))


def miniature_gpt():
    inputs = Input((14,))
    embedded = (positions := PositionEmbedding(), Embedding(9, 64)(inputs))[1]
    x = positions(embedded)
    for _ in range(2):
        x = block(2, 64, 64, 0.1, True)(x)
    return keras.Model(inputs, Dense(9)(x))


def seq2seq():
    read, given = Input((None, len(READ))), Input((None, len(WRITTEN)))
    _, *states = LSTM(128, return_state=True)(read)
    written, *_ = LSTM(128, return_sequences=True, return_state=True)(given, initial_state=states)
    return keras.Model([read, given], Dense(len(WRITTEN), activation="softmax")(written))


def decoded(model, test, count=100):
    """What the layers of a trained seq2seq write of the first test samples, the likeliest letter at a time."""
    reader, writer, letters = model.layers[-3:]
    encoder = keras.Model(read := Input((None, len(READ))), reader(read)[1:])
    given, states = Input((None, len(WRITTEN))), [Input((128,)), Input((128,))]
    outputs, *after = writer(given, initial_state=states)
    decoder = keras.Model([given, *states], [letters(outputs), *after])
    states, last, written = encoder.predict(test[0][:count][0], verbose=0), ["\t"] * count, [""] * count
    for _ in range(11):
        chances, *states = decoder.predict([one_hot(last, WRITTEN), *states], verbose=0)
        last = [WRITTEN[row.argmax()] for row in chances[:, 0]]
        written = [text + letter for text, letter in zip(written, last)]
    return [text.split("\n")[0] for text in written]


# ---- runs

def runs(Run):
    """By their names; Run: what the reference keeps of one."""
    O, L = keras.optimizers, keras.losses
    return {
        "addition-rnn": Run(addition, additions, O.Adam, "categorical_crossentropy", epochs=30, batch_size=32),
        "timeseries-anomaly": Run(day_autoencoder, two_weeks, O.Adam, "mean_squared_error", epochs=50, batch_size=128, metrics=(),
                                  fit={"validation_split": 0.1}, callbacks=lambda: [keras.callbacks.EarlyStopping("val_loss", patience=5)]),
        "bidirectional-lstm": Run(bidirectional, sentences, O.Adam, "binary_crossentropy", epochs=8, batch_size=32),
        "transformer": Run(transformer, sentences, O.Adam, "sparse_categorical_crossentropy", epochs=25, batch_size=32),
        "character-lstm": Run(lambda: keras.Sequential([Input(characters()[0][0].shape[1:]), LSTM(128), Dense(characters()[0][1].shape[1], activation="softmax")]),
                              characters, lambda: O.RMSprop(0.01), "categorical_crossentropy", epochs=10, batch_size=128),
        "miniature-gpt": Run(miniature_gpt, copies, O.Adam, L.SparseCategoricalCrossentropy(from_logits=True), epochs=10, batch_size=64),
        "seq2seq": Run(seq2seq, dates, O.RMSprop, "categorical_crossentropy", epochs=30, batch_size=64, writes=decoded),
    }
