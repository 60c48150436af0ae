"""Models that cut texts into tokens and number these, fitted where they have weights; and what such layers learn from texts (adapt). Java reads each model from its
JSON and does the same (src/test/java/kerava/interop/PreprocessingFits.java).
"""
import keras
import numpy as np
from keras import Input, Model, layers as l

from golden_numbers import array, thinned
from golden_preprocessing import chain, drawn, fit, text, typed
from golden_sequences import EPOCHS, SEED
from sequence_models import BATCH

# Letters that ASCII has not, in both cases; spaces of ASCII and others; punctuation within words, alone and of other scripts; signs of more than 16 bits.
TEXTS = ["The cat, the dog & the bird!", "a", "DON'T stop; won't stop", "\tthe\n dog\x0b\x0csaw\r\nthe cat  ", "물고기 와 고양이", "😀 the 😀😀 cat",
         "ÀÉ İstanbul straße the", "no\u00a0break\u0085here\u2028and there", "the-cat_sat (on) [the] {dog}", "\ufeffthe dog \u00bfqué?", "x y z x y", "!!! the ???",
         "cat cat cat dog"]
VOCABULARY = ["the", "cat", "dog", "물고기", "x", "😀", "dont", "no\u00a0break\u0085here\u2028and", "ÀÉ", "straße"]
IDF = [0.5, 1.25, 2.0, 0.125, 0.75, 1.0, 0.25, 3.0, 1.5, 0.0625]
PAIRS = ["the", "the dog", "cat", "the cat", "x y", "y z x", "cat cat"]
CHARACTERS = ["t", "e", " ", "a", "😀", "물", "c", "\n", "h", "\u00a0"]
TOKENS = ["The", "cat", "x y", "", "😀", "DOG!"]


def texts(*shape, among=TEXTS):
    return lambda n: np.array(among)[drawn(9, n, *shape) % len(among)]


def vectorized(**settings):
    return l.TextVectorization(**settings)


def averaged(x, layer, size):
    """The small classifier of texts: each token a vector, their mean, a Dense."""
    return chain(x, layer, l.Embedding(size, 4), l.GlobalAveragePooling1D(), l.Dense(2))


def flat(x, layer, size):
    return chain(x, layer, l.Embedding(size, 3), l.Flatten(), l.Dense(2))


def counted(x, **settings):
    """Rows before a Dense. Behind samples of shape (1,) Keras says of them (1, places), and makes (places,)."""
    return chain(x, vectorized(**settings), l.Dense(2))


def inside():
    x, z = Input((1,), dtype="string", name="x"), Input((), dtype="string", name="z")
    inner = Model(z, l.Embedding(12, 3)(vectorized(vocabulary=VOCABULARY, output_sequence_length=5)(z)))
    return Model(x, l.Dense(2)(l.LSTM(3)(inner(l.Reshape(())(x)))))


def attended():
    """The encoder of a Transformer on texts of any length."""
    x = Input((), dtype="string")
    words = l.Embedding(12, 4)(vectorized(vocabulary=VOCABULARY)(x))
    seen = l.LayerNormalization()(l.Add()([words, l.MultiHeadAttention(2, 3, kernel_initializer=keras.initializers.GlorotUniform(3))(words, words)]))
    return Model(x, l.Dense(2)(l.GlobalAveragePooling1D()(seen)))


def columns():
    """A title and a text, each by its own vocabulary, and a number."""
    title, body, price = Input((), dtype="string", name="title"), Input((1,), dtype="string", name="body"), Input((1,), name="price")
    parts = [vectorized(vocabulary=VOCABULARY, output_mode="multi_hot")(title),
             l.GlobalMaxPooling1D()(l.Embedding(12, 3)(vectorized(vocabulary=VOCABULARY, output_sequence_length=6)(body))), price]
    return Model([title, body, price], l.Dense(2)(l.Concatenate()(parts)))


def numbered():
    tokens = {"vocabulary": VOCABULARY}
    return {
        "words": (lambda: averaged(text(), vectorized(**tokens), 12), [texts()]),
        "words of columns": (lambda: averaged(text(1), vectorized(**tokens), 12), [texts(1)]),
        "words cut": (lambda: flat(text(1), vectorized(**tokens, output_sequence_length=3), 12), [texts(1)]),
        "words padded": (lambda: flat(text(), vectorized(**tokens, output_sequence_length=9), 12), [texts()]),
        "words, masked": (lambda: chain(text(), vectorized(**tokens, output_sequence_length=6), l.Embedding(12, 3, mask_zero=True), l.LSTM(3), l.Dense(2)), [texts()]),
        "words, masked, of any length": (lambda: chain(text(), vectorized(**tokens), l.Embedding(12, 3, mask_zero=True), l.GlobalAveragePooling1D(), l.Dense(2)), [texts()]),
        "words seen": (attended, [texts()]),
        "words convolved": (lambda: chain(text(), vectorized(**tokens), l.Embedding(12, 3), l.Conv1D(4, 3, padding="same", activation="relu"), l.GlobalMaxPooling1D(), l.Dense(2)), [texts()]),
        "words in a model": (inside, [texts(1)]),
        "texts and a number": (columns, [texts(), texts(1), lambda n: np.random.RandomState(3).randn(n, 1).astype("float32")]),
        "special tokens told": (lambda: averaged(text(), vectorized(vocabulary=["", "[UNK]", *VOCABULARY], max_tokens=20), 12), [texts()]),
        "as they are": (lambda: averaged(text(), vectorized(**tokens, standardize=None), 12), [texts()]),
        "lower": (lambda: averaged(text(), vectorized(**tokens, standardize="lower"), 12), [texts()]),
        "without punctuation": (lambda: averaged(text(), vectorized(**tokens, standardize="strip_punctuation"), 12), [texts()]),
        "characters": (lambda: averaged(text(), vectorized(vocabulary=CHARACTERS, split="character"), 12), [texts()]),
        "characters padded": (lambda: flat(text(1), vectorized(vocabulary=CHARACTERS, split="character", standardize=None, output_sequence_length=20), 12),
                              [texts(1)]),
        "pairs": (lambda: averaged(text(), vectorized(vocabulary=PAIRS, ngrams=2), 9), [texts()]),
        "three, and one": (lambda: flat(text(1), vectorized(vocabulary=PAIRS, ngrams=(3, 1), output_sequence_length=7), 9), [texts(1)]),
        "pairs of characters": (lambda: flat(text(1), vectorized(vocabulary=["t h", "h e", "😀 😀"], ngrams=(2,), split="character",
                                                                 output_sequence_length=30), 5), [texts(1)]),
        "numbers of words": (lambda: chain(text(), vectorized(**tokens)), [texts()]),
        "tokens": (lambda: chain(text(3), vectorized(vocabulary=["the", "x y", "dog"], split=None)), [texts(3, among=TOKENS)]),
        "tokens padded": (lambda: flat(text(3), vectorized(vocabulary=["the", "x y", "dog"], split=None, output_sequence_length=5), 5), [texts(3, among=TOKENS)]),
        "tokens cut": (lambda: flat(text(3), vectorized(vocabulary=["the", "x y", "dog"], split=None, output_sequence_length=2), 5), [texts(3, among=TOKENS)]),
        "pairs of tokens": (lambda: flat(text(3), vectorized(vocabulary=["the", "cat cat", "the x y"], split=None, ngrams=2, output_sequence_length=4), 5),
                            [texts(3, among=TOKENS)]),
    }


def rows():
    tokens, weighed = {"vocabulary": VOCABULARY}, {"vocabulary": VOCABULARY, "idf_weights": IDF, "output_mode": "tf_idf"}
    return {
        "words as rows": (lambda: counted(text(), **tokens, output_mode="multi_hot"), [texts()]),
        "words of columns as rows": (lambda: chain(text(1), vectorized(**tokens, output_mode="multi_hot"), l.Reshape((11,)), l.Dense(2)), [texts(1)]),
        "words counted": (lambda: counted(text(), **tokens, output_mode="count"), [texts()]),
        "words counted, padded": (lambda: counted(text(), **tokens, output_mode="count", max_tokens=15, pad_to_max_tokens=True), [texts()]),
        "words weighed": (lambda: counted(text(), **weighed), [texts()]),
        "words weighed, padded": (lambda: counted(text(), **weighed, max_tokens=15, pad_to_max_tokens=True), [texts()]),
        "words weighed with their places": (lambda: counted(text(), vocabulary=["[UNK]", *VOCABULARY], idf_weights=[.375, *IDF], output_mode="tf_idf"), [texts()]),
        "characters counted": (lambda: counted(text(), vocabulary=CHARACTERS, split="character", output_mode="count"), [texts()]),
        "pairs as rows": (lambda: counted(text(), vocabulary=PAIRS, ngrams=2, output_mode="multi_hot"), [texts()]),
        "three, and one, weighed": (lambda: counted(text(), vocabulary=PAIRS, idf_weights=IDF[:7], ngrams=(3, 1), output_mode="tf_idf"), [texts()]),
        "tokens as rows": (lambda: chain(text(3), vectorized(vocabulary=["the", "x y"], split=None, output_mode="one_hot"), l.Flatten(), l.Dense(2)),
                           [texts(3, among=TOKENS)]),
        "token as a row": (lambda: counted(text(1), vocabulary=["the", "x y"], split=None, output_mode="one_hot"), [texts(1, among=TOKENS)]),
        "tokens counted": (lambda: counted(text(3), vocabulary=["the", "x y"], split=None, output_mode="count"), [texts(3, among=TOKENS)]),
        "pairs of tokens counted": (lambda: counted(text(3), vocabulary=["the", "cat cat"], split=None, ngrams=2, output_mode="count"), [texts(3, among=TOKENS)]),
    }


# What layers learn from texts: twins of PreprocessingFits.ADAPTED.
ADAPTED = {
    "words": (lambda: vectorized(), texts()),
    "words of columns": (lambda: vectorized(max_tokens=9), texts(1)),
    "words, lower": (lambda: vectorized(standardize="lower"), texts()),
    "words as they are": (lambda: vectorized(standardize=None), texts()),
    "words without punctuation": (lambda: vectorized(standardize="strip_punctuation", output_mode="count"), texts()),
    "words weighed": (lambda: vectorized(output_mode="tf_idf"), texts()),
    "words weighed, padded": (lambda: vectorized(output_mode="tf_idf", max_tokens=60, pad_to_max_tokens=True), texts()),
    "characters": (lambda: vectorized(split="character"), texts()),
    "pairs": (lambda: vectorized(ngrams=2, output_mode="multi_hot"), texts()),
    "three, and one, weighed": (lambda: vectorized(ngrams=(3, 1), output_mode="tf_idf"), texts()),
    "tokens": (lambda: vectorized(split=None), texts(among=TOKENS)),
    "pairs of tokens": (lambda: vectorized(split=None, ngrams=2), texts(3, among=TOKENS)),
}


def adapted(name, n=17):
    make, data = ADAPTED[name]
    layer, x = make(), data(n)
    layer.adapt(x)
    told = {"case": name, "x": typed(x), "vocabulary": layer.get_vocabulary()}
    lookup = layer._lookup_layer
    return told | ({"idf": array(lookup.idf_weights_const.numpy())} if lookup.output_mode == "tf_idf" else {})


def vectorization_fits(sizes=(18, 20), parts=1):
    """One size a case in turn: the second has a partial last batch."""
    fits = [fit(name, *case, sizes[i % len(sizes)]) for i, (name, case) in enumerate((numbered() | rows()).items()) if thinned([name], parts)]
    return {"seed": SEED, "epochs": EPOCHS, "batch_size": BATCH, "fits": fits, "adapted": [adapted(name) for name in thinned(ADAPTED, parts)]}
