package kerava.initializers;

import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** A rule that has values of any floating type by its own formula, as all of Keras's. */
public interface TypedInitializer extends Initializer {
  @Override default Operand<TFloat32> values(Ops tf, Shape shape, long seed) { return values(tf, TFloat32.class, shape, seed); }

  @Override <T extends TNumber> Operand<T> values(Ops tf, Class<T> type, Shape shape, long seed);

  /** {@code number} as a scalar of {@code type}. */
  static <T extends TNumber> Operand<T> number(Ops tf, Class<T> type, double number) { return tf.dtypes.cast(tf.constant(number), type); }
}
