package kerava.initializers;

import kerava.config.AlsoCalled;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** All 1. */
@AlsoCalled("one") public record Ones() implements TypedInitializer {

  @Override public <T extends TNumber> Operand<T> values(Ops tf, Class<T> type, Shape shape, long seed) {
    return tf.fill(tf.constant(shape.toArray()), TypedInitializer.number(tf, type, 1));
  }
}
