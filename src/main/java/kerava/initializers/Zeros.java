package kerava.initializers;

import kerava.config.AlsoCalled;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** All 0. */
@AlsoCalled("zero") public record Zeros() implements Initializer {
  @Override public boolean random() { return false; }

  @Override public Operand<TFloat32> values(Ops tf, Shape shape, long seed) {
    return tf.fill(tf.constant(shape.toArray()), tf.constant(0f));
  }
}
