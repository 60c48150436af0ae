package kerava.ops;

import java.util.function.UnaryOperator;

/**
 * How a target changes with a source: a {@link Tensor} of the source's shape, or {@link Rows} of it where only some were used. The
 * operations are those of optimizers, which Keras computes of rows as long as they stay rows. Source: Keras
 * {@code backend/tensorflow/sparse.py}.
 */
public sealed interface Gradient permits Tensor, Rows {
  /** The gradient in the source's shape. */
  Tensor dense();

  /** What {@code change} makes of the gradient, or of the values of its rows before what meets in one row is summed. */
  Gradient map(UnaryOperator<Tensor> change);

  /** Each element squared; of rows before what meets in one row is summed. */
  Gradient square();

  /** The gradient times a scalar. */
  Gradient times(Tensor factor);

  /** The gradient times a scalar, or what has the source's shape, that stands to the left. */
  Gradient scaledBy(Tensor factor);

  Gradient scaledBy(double factor);

  /** The gradient divided by a scalar, or by what has the source's shape and is never 0. */
  Gradient dividedBy(Tensor divisor);

  Gradient dividedBy(double divisor);

  /** The mean of all elements in the source's shape. */
  Tensor mean();

  /** {@code source} and the gradient; rows are added one after the other, as they are to a variable. */
  Tensor addedTo(Tensor source);

  /** {@code source} less the gradient; rows are taken from it one after the other, as they are from a variable. */
  Tensor takenFrom(Tensor source);
}
