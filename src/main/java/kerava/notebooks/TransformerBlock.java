package kerava.notebooks;

import kerava.layers.Add;
import kerava.layers.Dense;
import kerava.layers.Dropout;
import kerava.layers.KerasTensor;
import kerava.layers.LayerNormalization;
import kerava.layers.MultiHeadAttention;

/** The layers of a block of a Transformer, normalized after each sum, in the order in which keras.io's examples make them. */
record TransformerBlock(MultiHeadAttention attention, Dense wide, Dense narrow, LayerNormalization first, LayerNormalization second,
    Dropout dropout, Dropout lastDropout) {
  private static final double EPSILON = 1e-6;

  /** @param features of what comes in and goes out */
  static TransformerBlock of(int heads, int features, int hidden, double dropout, boolean causal) {
    return new TransformerBlock(new MultiHeadAttention(heads, features).withUseCausalMask(causal), new Dense(hidden, "relu"),
        new Dense(features), normalization(), normalization(), new Dropout(dropout), new Dropout(dropout));
  }

  private static LayerNormalization normalization() { return new LayerNormalization().withEpsilon(EPSILON); }

  KerasTensor apply(KerasTensor x) {
    KerasTensor seen = first.apply(new Add().apply(x, dropout.apply(attention.apply(x, x))));
    return second.apply(new Add().apply(seen, lastDropout.apply(narrow.apply(wide.apply(seen)))));
  }
}
