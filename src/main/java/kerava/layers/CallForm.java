package kerava.layers;

/** How the inputs of a layer stand in Keras's call of it, and so in JSON. */
public enum CallForm {
  /** {@code layer(x)}. */
  ONE,
  /** {@code layer([x, y])}. */
  LIST,
  /** {@code layer(sequence, initial_state=[h, c])}. */
  SEQUENCE,
  /** {@code layer(query, value, key)}. */
  ATTENTION
}
