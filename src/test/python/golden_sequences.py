"""Fits of small models of sequences: numbers that stand for words, masks, recurrence, attention. Java reads each model from its JSON and does the same
(src/test/java/kerava/interop/SequenceFits.java).

A fit with rows that meet twice in a batch has SGD with momentum and a rate that is a power of two: then the sum of rows is the same, summed before or after.
"""
import keras
from keras import Input, Sequential, layers as l

from golden_convolved import COMPILED, CONVOLVED
from golden_numbers import array, thinned
from sequence_models import (BATCH, WORDS, apart, around, attended, batches, cell_states, chain, elsewhere, grouped_scores, handed_on, ids, looked,
                             looked_at_words, merged, samples, scores_of, steps, there_and_back, two, two_of_one)

SEED, EPOCHS = 42, 3
OPTIMIZERS = {"sgd": lambda: keras.optimizers.SGD(0.25, momentum=0.5), "slow": lambda: keras.optimizers.SGD(0.03125), "adam": lambda: keras.optimizers.Adam()}

CASES = {
    "embedding": (lambda: chain(ids(), l.Embedding(WORDS, 4), l.Flatten(), l.Dense(2)), "sgd"),
    "embedding of two axes": (lambda: chain(Input((2, 3), name="ids"), l.Embedding(WORDS, 4), l.Dense(3, "relu"), l.Dense(2)), "sgd"),
    "embedding that others set": (lambda: chain(ids(), l.Embedding(WORDS, 3, embeddings_initializer="glorot_uniform"), l.Dense(1)), "sgd"),
    "rows that meet once": (lambda: chain(Input((1,), name="rows"), l.Embedding(40, 4), l.Flatten(), l.Dense(2)), "adam"),
    "a masked loss": (lambda: chain(ids(), l.Embedding(WORDS, 4, mask_zero=True), l.Dense(5, "tanh"), l.Dense(2)), "sgd"),
    "masks through": (lambda: chain(ids(), l.Embedding(WORDS, 4, mask_zero=True), l.Dropout(.2), l.LeakyReLU(), l.BatchNormalization(),
                                    l.Activation("tanh"), l.Dense(2)), "sgd"),
    "a mask that ends": (lambda: chain(ids(), l.Embedding(WORDS, 4, mask_zero=True), l.Flatten(), l.Dense(2)), "sgd"),
    "masking": (lambda: chain(steps(), l.Masking(), l.Dense(4, "relu"), l.Dense(2)), "adam"),
    "masking of another value": (lambda: chain(steps(), l.Masking(1.5), l.Dense(2)), "adam"),
    "masked sums": (lambda: merged(l.Add()), "sgd"),
    "masked means": (lambda: merged(l.Average()), "sgd"),
    "masked products": (lambda: merged(l.Multiply()), "sgd"),
    "products of which one is masked": (lambda: merged(l.Multiply(), both=False), "sgd"),
    "masked maxima": (lambda: merged(l.Maximum()), "sgd"),
    "maxima of which one is masked": (lambda: merged(l.Maximum(), both=False), "sgd"),
    "masked minima": (lambda: merged(l.Minimum()), "sgd"),
    "masks side by side": (lambda: merged(l.Concatenate()), "sgd"),
    "masks one after the other": (lambda: merged(l.Concatenate(axis=1)), "sgd"),
    "masks of which one is none": (lambda: merged(l.Concatenate(axis=1), both=False), "sgd"),
    "dots": (lambda: two(l.Dot(2)), "adam"),
    "normalized dots": (lambda: two(l.Dot((1, 2), normalize=True)), "adam"),
    "around and on": (lambda: around(), "adam"),
    "a mask inside": (lambda: chain(ids(), Sequential([l.Embedding(WORDS, 4, mask_zero=True), l.Dense(3)]), l.Dense(2)), "sgd"),
}

RECURRENT = {
    "lstm": (lambda: chain(steps(), l.LSTM(4), l.Dense(2)), "adam"),
    "lstm of many steps": (lambda: chain(steps(21), l.LSTM(5), l.Dense(2)), "adam"),
    "lstms": (lambda: chain(steps(), l.LSTM(16, return_sequences=True), l.LSTM(3, return_sequences=True), l.Dense(2)), "adam"),
    "lstm of one unit": (lambda: chain(steps(4, 1), l.LSTM(1), l.Dense(1)), "adam"),
    "lstm backwards": (lambda: chain(steps(), l.Dense(3), l.LSTM(4, go_backwards=True, return_sequences=True), l.Dense(2)), "adam"),
    "lstm without bias": (lambda: chain(steps(), l.LSTM(4, activation="relu", use_bias=False), l.Dense(2)), "adam"),
    "lstm that begins elsewhere": (lambda: chain(steps(), l.LSTM(4, unit_forget_bias=False, bias_initializer="random_normal",
                                                              kernel_initializer="he_normal", recurrent_initializer="glorot_uniform")), "adam"),
    "lstm with a random bias": (lambda: chain(steps(), l.LSTM(4, bias_initializer="random_uniform"), l.Dense(2)), "adam"),
    "lstm unrolled": (lambda: chain(steps(), l.LSTM(4, unroll=True), l.Dense(2)), "adam"),
    "lstm unrolled, of sequences": (lambda: chain(steps(), l.LSTM(4, unroll=True, return_sequences=True, go_backwards=True), l.Dense(2)), "adam"),
    "lstm of words": (lambda: chain(ids(), l.Embedding(WORDS, 4), l.LSTM(4), l.Dense(2)), "sgd"),
    "lstm, masked": (lambda: chain(steps(), l.Masking(), l.LSTM(4), l.Dense(2)), "adam"),
    "lstm of sequences, masked": (lambda: chain(ids(), l.Embedding(WORDS, 4, mask_zero=True), l.LSTM(4, return_sequences=True), l.Dense(2)), "sgd"),
    "lstm backwards, masked": (lambda: chain(steps(), l.Masking(), l.LSTM(4, go_backwards=True, return_sequences=True), l.Dense(2)), "adam"),
    "lstm, masked with zeros": (lambda: chain(steps(), l.Masking(), l.LSTM(4, return_sequences=True, zero_output_for_mask=True), l.Dense(2)), "adam"),
    "lstm unrolled, masked": (lambda: chain(steps(), l.Masking(), l.LSTM(4, unroll=True, return_sequences=True), l.Dense(2)), "adam"),
    "lstm unrolled, masked with zeros": (lambda: chain(steps(), l.Masking(), l.LSTM(4, unroll=True, zero_output_for_mask=True), l.Dense(2)), "adam"),
    "gru": (lambda: chain(steps(), l.GRU(4), l.Dense(2)), "adam"),
    "grus": (lambda: chain(steps(11), l.GRU(8, return_sequences=True), l.GRU(3, go_backwards=True), l.Dense(2)), "adam"),
    "gru that resets before": (lambda: chain(steps(), l.GRU(4, reset_after=False), l.Dense(2)), "adam"),
    "gru without bias": (lambda: chain(steps(), l.GRU(4, use_bias=False, recurrent_activation="tanh"), l.Dense(2)), "adam"),
    "gru unrolled": (lambda: chain(steps(), l.GRU(4, unroll=True, return_sequences=True), l.Dense(2)), "adam"),
    "gru that resets before, unrolled": (lambda: chain(steps(), l.GRU(4, unroll=True, reset_after=False), l.Dense(2)), "adam"),
    "gru, masked": (lambda: chain(steps(), l.Masking(), l.GRU(4, return_sequences=True), l.Dense(2)), "adam"),
    "gru unrolled, masked": (lambda: chain(steps(), l.Masking(), l.GRU(4, unroll=True), l.Dense(2)), "adam"),
    "simple rnn": (lambda: chain(steps(), l.SimpleRNN(4), l.Dense(2)), "adam"),
    "simple rnns": (lambda: chain(steps(10), l.SimpleRNN(16, return_sequences=True), l.SimpleRNN(3, "relu", go_backwards=True), l.Dense(2)), "adam"),
    "simple rnn without bias": (lambda: chain(steps(), l.SimpleRNN(4, use_bias=False), l.Dense(2)), "adam"),
    "simple rnn unrolled": (lambda: chain(steps(), l.SimpleRNN(4, unroll=True, return_sequences=True), l.Dense(2)), "adam"),
    "simple rnn, masked": (lambda: chain(steps(), l.Masking(), l.SimpleRNN(4, return_sequences=True), l.Dense(2)), "adam"),
    "states handed on": (lambda: handed_on(l.LSTM, 2), "adam"),
    "a gru's state handed on": (lambda: handed_on(l.GRU, 1), "adam"),
    "two outputs of one layer": (lambda: two_of_one(), "sgd"),
}
WRAPPED = {
    "steps one by one": (lambda: chain(steps(), l.TimeDistributed(l.Dense(4, "tanh")), l.Dense(2)), "adam"),
    "many steps one by one": (lambda: chain(steps(13), l.TimeDistributed(l.Dense(4, "relu")), l.Flatten(), l.Dense(2)), "adam"),
    "noise step by step": (lambda: chain(steps(), l.TimeDistributed(l.Dense(6)), l.TimeDistributed(l.Dropout(.4)), l.Dropout(.2), l.Dense(2)), "adam"),
    "a model step by step": (lambda: chain(Input((3, 2, 4)), l.TimeDistributed(Sequential([l.Flatten(), l.Dense(3, "relu")])), l.Dense(2)), "adam"),
    "masked steps one by one": (lambda: chain(steps(), l.Masking(), l.TimeDistributed(l.Dense(4)), l.TimeDistributed(l.BatchNormalization()), l.Dense(2)), "adam"),
    "both ways": (lambda: chain(steps(), l.Bidirectional(l.LSTM(4)), l.Dense(2)), "adam"),
    "both ways, of sequences": (lambda: chain(steps(), l.Dense(3), l.Bidirectional(l.GRU(4, return_sequences=True)), l.Dense(2)), "adam"),
    "both ways, a sum": (lambda: chain(steps(), l.Bidirectional(l.LSTM(4, return_sequences=True), merge_mode="sum"), l.Dense(2)), "adam"),
    "both ways, a product": (lambda: chain(steps(), l.Bidirectional(l.LSTM(4), merge_mode="mul"), l.Dense(2)), "adam"),
    "both ways, a mean": (lambda: chain(steps(), l.Bidirectional(l.SimpleRNN(4, unroll=True), merge_mode="ave"), l.Dense(2)), "adam"),
    "both ways, masked": (lambda: chain(ids(), l.Embedding(WORDS, 4, mask_zero=True), l.Bidirectional(l.LSTM(4, return_sequences=True)), l.Dense(2)), "sgd"),
    "both ways, by other layers": (lambda: chain(steps(), l.Bidirectional(l.LSTM(4), backward_layer=l.GRU(4, go_backwards=True)), l.Dense(2)), "adam"),
    "both ways apart, with states": (lambda: apart(), "adam"),
}
ATTENTION = {
    "attention": (lambda: attended(steps(), l.MultiHeadAttention(2, 3)), "adam"),
    "attention with all settings": (lambda: attended(steps(), l.MultiHeadAttention(3, 4, value_dim=5, use_bias=False, output_shape=6)), "adam"),
    "causal attention": (lambda: attended(steps(), l.MultiHeadAttention(2, 3), use_causal_mask=True), "adam"),
    "attention with dropout": (lambda: attended(steps(), l.MultiHeadAttention(2, 3, dropout=.3, bias_initializer="random_normal")), "adam"),
    "masked attention": (lambda: attended(ids(), l.MultiHeadAttention(2, 3)), "sgd"),
    "masked causal attention": (lambda: attended(ids(), l.MultiHeadAttention(2, 3), use_causal_mask=True), "sgd"),
    "masked attention with dropout": (lambda: attended(ids(), l.MultiHeadAttention(2, 3, dropout=.3), use_causal_mask=True), "sgd"),
    "attention to another sequence": (lambda: elsewhere(), "adam"),
}
# Axes of unknown size: one more epoch and another prediction on data that are longer.
OPEN = {
    "any length": (lambda: chain(ids(None), l.Embedding(WORDS, 4), l.LSTM(4), l.Dense(2)), "sgd"),
    "any length, masked": (lambda: chain(ids(None), l.Embedding(WORDS, 4, mask_zero=True), l.LSTM(4), l.Dense(2)), "sgd"),
    "any length, a masked loss": (lambda: chain(ids(None), l.Embedding(WORDS, 4, mask_zero=True), l.GRU(4, return_sequences=True), l.Dense(2)), "sgd"),
    "any length, both ways": (lambda: chain(steps(None), l.Bidirectional(l.LSTM(3, return_sequences=True)), l.SimpleRNN(4), l.Dense(2)), "adam"),
    "any length, step by step": (lambda: chain(steps(None), l.TimeDistributed(l.Dense(6)), l.TimeDistributed(l.Dropout(.4)), l.Dropout(.2), l.Dense(2)), "adam"),
    "any length, unrolled": (lambda: chain(steps(None), l.LSTM(4, unroll=True, return_sequences=True), l.Dense(2)), "adam"),
    "any length, normalized": (lambda: chain(steps(None), l.Dense(5), l.LayerNormalization(), l.BatchNormalization(), l.Softmax(1), l.Dense(2)), "slow"),
    "any length, reshaped": (lambda: chain(Input((None, 4)), l.Reshape((-1, 2, 2)), l.Permute((2, 1, 3)), l.Dense(3, "relu"), l.GlobalMaxPooling2D(), l.Dense(2)), "adam"),
    "any length, attended to": (lambda: attended(steps(None), l.MultiHeadAttention(2, 3)), "adam"),
    "any length, attended to with a mask": (lambda: attended(ids(None), l.MultiHeadAttention(2, 3), use_causal_mask=True), "sgd"),
    "two lengths": (lambda: elsewhere(None, None), "adam"),
    "two of one length": (lambda: merged(l.Multiply(), steps=None), "sgd"),
    "two lengths, one after the other": (lambda: merged(l.Concatenate(axis=1), steps=None), "sgd"),
    "any length in a model inside": (lambda: chain(steps(None), Sequential([l.Dense(4, "tanh"), l.LSTM(3, return_sequences=True)]), l.Dense(2)), "adam"),
    "any size": (lambda: chain(Input((None, None, 3)), l.Conv2D(4, 3, padding="same", activation="relu"), l.MaxPooling2D(), l.Conv2D(5, 2),
                               l.GlobalAveragePooling2D(), l.Dense(2)), "adam"),
    "any size, image by image": (lambda: chain(Input((None, 4, 2)), l.ZeroPadding2D(), l.Conv2D(3, 3, strides=2, activation="tanh"), l.UpSampling2D(2),
                                               l.AveragePooling2D(2, strides=1), l.Dense(2)), "adam"),
}
POOLED = {
    "mean of words": (lambda: chain(ids(), l.Embedding(WORDS, 4), l.GlobalAveragePooling1D(), l.Dense(2)), "sgd"),
    "mean of steps, masked": (lambda: chain(steps(), l.Masking(), l.Rescaling(0.5), l.ELU(0.5), l.Identity(), l.GlobalAveragePooling1D(), l.Dense(2)), "adam"),
    "mean of steps, masked, axes kept": (lambda: chain(steps(), l.Masking(), l.GlobalAveragePooling1D(keepdims=True), l.Dense(2)), "adam"),
    "mean of columns, masked": (lambda: chain(steps(4, 4), l.Masking(), l.GlobalAveragePooling1D("channels_first"), l.Dense(2)), "adam"),
}
LENGTHS = (5, 8)
# The first two Keras does not run on a second length, whose last bits differ in the others (docs/differences.md).
ONE_LENGTH = {"any length, step by step", "any length, unrolled", "two lengths", "any length, attended to", "any length, normalized", "any length, attended to with a mask"}
CASES |= RECURRENT | WRAPPED | ATTENTION | OPEN | POOLED
TABLES = {
    "embedding with rules": (lambda: chain(ids(), l.Embedding(WORDS, 4, embeddings_regularizer="l2", embeddings_constraint="max_norm"), l.Flatten(), l.Dense(2)), "sgd"),
    "embedding there and back": (lambda: there_and_back(), "sgd"),
    "embedding there and back by another way": (lambda: there_and_back(tie_weights=False, logit_soft_cap=3.0), "sgd"),
    "embedding there and back, capped and masked": (lambda: there_and_back(logit_soft_cap=2.0, mask_zero=True, embeddings_regularizer="l1"), "sgd"),
}
DROPPED = {
    "lstm with dropout": (lambda: chain(steps(), l.LSTM(4, dropout=.3, return_sequences=True), l.Dense(2)), "adam"),
    "lstm with both dropouts": (lambda: chain(steps(), l.LSTM(4, dropout=.2, recurrent_dropout=.3), l.Dense(2)), "adam"),
    "lstm with dropout of states": (lambda: chain(steps(), l.LSTM(4, recurrent_dropout=.3, use_bias=False, seed=7, go_backwards=True), l.Dense(2)), "adam"),
    "lstm with both dropouts, unrolled": (lambda: chain(steps(), l.LSTM(4, dropout=.2, recurrent_dropout=.3, unroll=True, return_sequences=True), l.Dense(2)), "adam"),
    "lstm with dropout, unrolled": (lambda: chain(steps(), l.LSTM(4, dropout=.2, unroll=True), l.Dense(2)), "adam"),
    "lstm with both dropouts, masked": (lambda: chain(ids(), l.Embedding(WORDS, 4, mask_zero=True), l.LSTM(4, dropout=.2, recurrent_dropout=.3), l.Dense(2)), "sgd"),
    "lstms with dropouts among others": (lambda: chain(steps(9), l.Dropout(.1), l.LSTM(8, dropout=.2, return_sequences=True), l.Dropout(.3), l.LSTM(4, recurrent_dropout=.4), l.Dense(2)), "adam"),
    "lstm with rules": (lambda: chain(steps(), l.LSTM(4, kernel_regularizer="l2", recurrent_regularizer="l1", bias_regularizer="L1L2", kernel_constraint="max_norm",
                                                     recurrent_constraint="unit_norm", bias_constraint="non_neg"), l.Dense(2)), "adam"),
    "gru with dropout": (lambda: chain(steps(), l.GRU(4, dropout=.3), l.Dense(2)), "adam"),
    "gru with both dropouts": (lambda: chain(steps(), l.GRU(4, dropout=.3, recurrent_dropout=.2, return_sequences=True), l.Dense(2)), "adam"),
    "gru with dropout of states, without bias": (lambda: chain(steps(), l.GRU(4, recurrent_dropout=.2, use_bias=False), l.Dense(2)), "adam"),
    "gru that resets before, with both dropouts": (lambda: chain(steps(), l.GRU(4, dropout=.3, recurrent_dropout=.2, reset_after=False), l.Dense(2)), "adam"),
    "gru with both dropouts, unrolled": (lambda: chain(steps(), l.GRU(4, dropout=.3, recurrent_dropout=.2, unroll=True), l.Dense(2)), "adam"),
    "gru with both dropouts, masked": (lambda: chain(steps(), l.Masking(), l.GRU(4, dropout=.3, recurrent_dropout=.2, return_sequences=True), l.Dense(2)), "adam"),
    # rows that stand at right angles already would leave the sign of the regularizer's gradient to chance
    "gru with rules": (lambda: chain(steps(), l.GRU(4, recurrent_initializer="he_normal", kernel_regularizer="l2", recurrent_regularizer="orthogonal_regularizer", bias_constraint="max_norm"), l.Dense(2)), "adam"),
    "simple rnn with dropout": (lambda: chain(steps(), l.SimpleRNN(4, dropout=.3), l.Dense(2)), "adam"),
    "simple rnn with both dropouts": (lambda: chain(steps(), l.SimpleRNN(4, dropout=.3, recurrent_dropout=.2, return_sequences=True), l.Dense(2)), "adam"),
    "simple rnn with both dropouts, unrolled": (lambda: chain(steps(), l.SimpleRNN(4, dropout=.3, recurrent_dropout=.2, unroll=True, use_bias=False), l.Dense(2)), "adam"),
    "simple rnn with rules": (lambda: chain(steps(), l.SimpleRNN(4, recurrent_regularizer="l2", recurrent_constraint="max_norm"), l.Dense(2)), "adam"),
}
CELLS = {
    "a cell": (lambda: chain(steps(), l.RNN(l.LSTMCell(4)), l.Dense(2)), "adam"),
    "a simple cell backwards": (lambda: chain(steps(), l.RNN(l.SimpleRNNCell(4, "relu"), go_backwards=True, return_sequences=True), l.Dense(2)), "adam"),
    "a cell of a gru, unrolled": (lambda: chain(steps(), l.RNN(l.GRUCell(4, reset_after=False), unroll=True), l.Dense(2)), "adam"),
    "a cell with dropouts, masked": (lambda: chain(steps(), l.Masking(), l.RNN(l.GRUCell(4, dropout=.2, recurrent_dropout=.3), return_sequences=True), l.Dense(2)), "adam"),
    "stacked cells": (lambda: chain(steps(), l.RNN([l.LSTMCell(4), l.GRUCell(3), l.SimpleRNNCell(5), l.GRUCell(2)]), l.Dense(2)), "adam"),
    "stacked cells, masked": (lambda: chain(ids(), l.Embedding(WORDS, 4, mask_zero=True), l.RNN([l.LSTMCell(4), l.LSTMCell(3)], return_sequences=True), l.Dense(2)), "sgd"),
    "stacked cells, unrolled": (lambda: chain(steps(), l.RNN([l.LSTMCell(4), l.GRUCell(3)], unroll=True, return_sequences=True), l.Dense(2)), "adam"),
    "stacked cells, unrolled and masked": (lambda: chain(steps(), l.Masking(), l.RNN([l.SimpleRNNCell(4), l.LSTMCell(3)], unroll=True), l.Dense(2)), "adam"),
    "stacked cells with dropouts": (lambda: chain(steps(), l.RNN([l.LSTMCell(4, dropout=.2), l.GRUCell(3, dropout=.2, recurrent_dropout=.3)]), l.Dense(2)), "adam"),
    "one stacked cell": (lambda: chain(steps(), l.RNN([l.GRUCell(3)], return_sequences=True), l.Dense(2)), "adam"),
    "cells with their states": (lambda: cell_states(), "adam"),
    "a cell's states handed on": (lambda: handed_on(lambda units, **more: l.RNN(l.LSTMCell(units), **more), 2), "adam"),
    "both ways with cells": (lambda: chain(steps(), l.Bidirectional(l.RNN(l.GRUCell(3, recurrent_dropout=.2), return_sequences=True)), l.Dense(2)), "adam"),
    "both ways with dropouts": (lambda: chain(steps(), l.Bidirectional(l.LSTM(3, dropout=.3, recurrent_dropout=.2)), l.Dense(2)), "adam"),
    "both ways with dropout, masked": (lambda: chain(ids(), l.Embedding(WORDS, 4, mask_zero=True), l.Bidirectional(l.GRU(3, dropout=.3, return_sequences=True)), l.Dense(2)), "sgd"),
}
# Of batches of one size, each of which begins where the one before ended; also in predictions.
STATEFUL = {
    "stateful lstm": (lambda: chain(batches(), l.LSTM(4, stateful=True), l.Dense(2)), "adam"),
    "stateful gru of sequences, masked": (lambda: chain(batches(), l.Masking(), l.GRU(4, stateful=True, return_sequences=True), l.Dense(2)), "adam"),
    "stateful rnns with dropouts": (lambda: chain(batches(), l.SimpleRNN(5, stateful=True, dropout=.2, return_sequences=True), l.LSTM(3, stateful=True, recurrent_dropout=.2, unroll=True), l.Dense(2)), "adam"),
    "stateful cells": (lambda: chain(batches(), l.RNN([l.LSTMCell(4), l.GRUCell(3)], stateful=True), l.Dense(2)), "adam"),
    "stateful both ways": (lambda: chain(batches(), l.Bidirectional(l.GRU(3, stateful=True)), l.Dense(2)), "adam"),
}
LOOKED = {
    "gated attention within a window": (lambda: attended(steps(), l.MultiHeadAttention(2, 3, value_dim=4, use_gate=True, sliding_window=2)), "adam"),
    "masked attention within a causal window": (lambda: attended(ids(), l.MultiHeadAttention(2, 3, sliding_window=3), use_causal_mask=True), "sgd"),
    "attention with rules": (lambda: attended(steps(), l.MultiHeadAttention(2, 3, kernel_regularizer="l2", bias_regularizer="l2", kernel_constraint="max_norm",
                                                                           bias_constraint="non_neg", activity_regularizer="l2")), "adam"),
    "products": (lambda: looked(l.Attention()), "adam"),
    "scaled products": (lambda: looked(l.Attention(use_scale=True)), "adam"),
    "tangents": (lambda: looked(l.Attention(score_mode="concat")), "adam"),
    "scaled tangents": (lambda: looked(l.Attention(score_mode="concat", use_scale=True)), "adam"),
    "products with dropout": (lambda: looked(l.Attention(use_scale=True, dropout=.3)), "adam"),
    "causal products": (lambda: looked(l.Attention(), use_causal_mask=True), "adam"),
    "masked products": (lambda: looked_at_words(l.Attention(use_scale=True)), "sgd"),
    "masked causal products": (lambda: looked_at_words(l.Attention(dropout=.2), use_causal_mask=True), "sgd"),
    "products of which the value is masked": (lambda: looked_at_words(l.Attention(), both=False), "sgd"),
    "products with a key, and scores": (lambda: scores_of(l.Attention(use_scale=True, dropout=.2)), "adam"),
    "additive attention": (lambda: looked(l.AdditiveAttention()), "adam"),
    "additive attention without scale": (lambda: looked(l.AdditiveAttention(use_scale=False)), "adam"),
    "additive attention with dropout": (lambda: looked(l.AdditiveAttention(dropout=.3, seed=5), use_causal_mask=True), "adam"),
    "masked additive attention": (lambda: looked_at_words(l.AdditiveAttention(), use_causal_mask=True), "sgd"),
    "additive attention with a key, and scores": (lambda: scores_of(l.AdditiveAttention()), "adam"),
    "grouped attention": (lambda: attended(steps(), l.GroupQueryAttention(3, 4, 2)), "adam"),
    "grouped attention of one head": (lambda: attended(steps(), l.GroupQueryAttention(3, 2, 1, use_bias=False), use_causal_mask=True), "adam"),
    "grouped attention of as many heads": (lambda: attended(steps(), l.GroupQueryAttention(3, 2, 2, use_gate=True)), "adam"),
    "grouped attention with dropout": (lambda: attended(steps(), l.GroupQueryAttention(3, 4, 2, dropout=.3, seed=3), use_causal_mask=True), "adam"),
    "grouped attention within a window": (lambda: attended(steps(), l.GroupQueryAttention(3, 4, 2, sliding_window=2), use_causal_mask=True), "adam"),
    "masked grouped attention": (lambda: attended(ids(), l.GroupQueryAttention(3, 4, 2)), "sgd"),
    "masked causal grouped attention with dropout": (lambda: attended(ids(), l.GroupQueryAttention(3, 4, 2, dropout=.2, use_gate=True), use_causal_mask=True), "sgd"),
    "grouped attention with rules": (lambda: attended(steps(), l.GroupQueryAttention(3, 4, 2, kernel_regularizer="l2", bias_regularizer="l2", kernel_constraint="max_norm",
                                                                                    activity_regularizer="l2")), "adam"),
    "grouped attention with a key, and scores": (lambda: grouped_scores(), "adam"),
}


STATEFUL |= {name: case for name, case in CONVOLVED.items() if name.startswith("stateful")}


OPEN_TOO = {
    "any length, with dropouts": (lambda: chain(steps(None), l.LSTM(4, dropout=.2, return_sequences=True), l.Dropout(.1), l.GRU(3, dropout=.1, recurrent_dropout=.2), l.Dense(2)), "adam"),
    "any length, looked at": (lambda: looked(l.Attention(use_scale=True, score_mode="concat"), None), "adam"),
}
OPEN_TOO |= {name: case for name, case in CONVOLVED.items() if name.startswith("any length")}
LONG = 130  # so many steps that Kerava, too, has a loop in its graph
LONG_TOO = {
    "a long LSTM": (lambda: chain(steps(LONG, 1), l.LSTM(3), l.Dense(2)), "adam"),
    "a long GRU that others follow": (lambda: chain(steps(LONG, 1), l.Masking(1.5), l.GRU(3, return_sequences=True, reset_after=False), l.GRU(2, go_backwards=True), l.Dense(2)), "adam"),
    "a long SimpleRNN with dropouts": (lambda: chain(steps(LONG, 1), l.Masking(), l.SimpleRNN(3, dropout=.2, recurrent_dropout=.1), l.Dense(2)), "sgd"),
    "long cells on each other": (lambda: chain(steps(LONG, 1), l.RNN([l.LSTMCell(3, dropout=.1), l.GRUCell(2)], return_sequences=True), l.GlobalAveragePooling1D(), l.Dense(1)), "adam"),
}
CASES |= TABLES | DROPPED | CELLS | STATEFUL | LOOKED | OPEN_TOO | CONVOLVED | LONG_TOO
OPEN |= OPEN_TOO
# The bias of a key, as one before a normalization, moves nothing: of its gradient, which is rounding alone, adam makes steps that differ from CPU to CPU.
UNMOVED = {"attention", "causal attention", "attention with dropout", "attention to another sequence", "any length, attended to", "two lengths", "masked steps one by one",
           "gated attention within a window", "attention with rules", "grouped attention", "grouped attention of as many heads", "grouped attention with dropout",
           "grouped attention within a window", "grouped attention with rules", "grouped attention with a key, and scores"}


def sequence_fits(stored=True, counts=(18, 20), parts=1):
    """One size a case in turn: the second has a partial last batch; or one of so many parts of the cases."""
    return {"seed": SEED, "epochs": EPOCHS, "batch_size": BATCH,
            "fits": [fit(name, stored, counts[i % len(counts)]) for i, name in enumerate(CASES) if name in thinned(CASES, parts) and (stored or name not in COMPILED)]}


def fit(name, stored, n):
    build, optimizer = CASES[name]
    return fitted(name, build, "slow" if stored and name in UNMOVED else optimizer, 3 * BATCH if name in STATEFUL else n)


def fitted(name, build, optimizer, n):
    keras.backend.clear_session()
    model = build()
    architecture = model.to_json()
    parts = [samples(model, n, length) for length in (LENGTHS if name in OPEN and name not in ONE_LENGTH else LENGTHS[:1])]
    keras.backend.clear_session()
    keras.utils.set_random_seed(SEED)
    model = keras.models.model_from_json(architecture)
    model.compile(OPTIMIZERS[optimizer](), "mean_squared_error")
    first, *then = [trained(model, x, y, EPOCHS if i == 0 else 1) for i, (x, y) in enumerate(parts)]
    return {"case": name, "model": architecture, "optimizer": optimizer} | first | ({"then": then[0]} if then else {})


def trained(model, x, y, epochs):
    history = model.fit(x, y, epochs=epochs, batch_size=BATCH, verbose=0).history
    return {"x": [array(a) for a in x], "y": [array(a) for a in y],
            "loss": history["loss"], "weights": [array(w) for w in model.get_weights()],
            "predictions": [array(a.astype("float32")) for a in keras.tree.flatten(model.predict([a[:BATCH] for a in x], batch_size=BATCH, verbose=0))]}
