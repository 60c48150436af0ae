package kerava.initializers;

import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** All {@code value}. */
public record Constant(double value) implements Initializer {
  public Constant() { this(0); }

  @Override public boolean random() { return false; }

  @Override public Operand<TFloat32> values(Ops tf, Shape shape, long seed) { return tf.fill(tf.constant(shape.toArray()), tf.constant((float) value)); }
}
