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
  ATTENTION,
  /** {@code layer(x)} and {@code layer(x, reverse=True)}, where x stands twice among the inputs. */
  REVERSIBLE,
  /** {@code cell(x, [h, c])}, which a recurrent layer alone does. */
  CELL
}
