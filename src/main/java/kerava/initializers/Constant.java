package kerava.initializers;

import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** All {@code value}. */
public record Constant(double value) implements TypedInitializer {
  public Constant() { this(0); }

  @Override public <T extends TNumber> Operand<T> values(Ops tf, Class<T> type, Shape shape, long seed) {
    return tf.fill(tf.constant(shape.toArray()), TypedInitializer.number(tf, type, (float) value));
  }
}
