package extending;

import kerava.initializers.Initializer;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** 0, step, 2 step, ... in row-major order. */
public record Ramp(double step) implements Initializer {

  @Override public Operand<TFloat32> values(Ops tf, Shape shape, long seed) {
    float[] values = new float[Math.toIntExact(shape.elements())];
    for (int i = 0; i < values.length; i++) values[i] = (float) (step * i);
    return tf.reshape(tf.constant(values), tf.constant(shape.toArray()));
  }
}
