package kerava.ops;

/** How a target changes with a source: a {@link Tensor} of the source's shape, or {@link Rows} of it where only some were used. */
public sealed interface Gradient permits Tensor, Rows {
  /** The gradient in the source's shape. */
  Tensor dense();
}
