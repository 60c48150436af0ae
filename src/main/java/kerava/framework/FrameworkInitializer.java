package kerava.framework;

import static kerava.KeravaException.require;

import java.util.Arrays;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.framework.initializers.Initializer;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** An initializer of TensorFlow Framework, with the seed that it was made with. */
final class FrameworkInitializer implements kerava.initializers.Initializer {
  private final Initializer<TFloat32> initializer;

  FrameworkInitializer(Initializer<TFloat32> initializer) { this.initializer = initializer; }

  @Override public Operand<TFloat32> values(Ops tf, Shape shape, long seed) {
    long[] sizes = Arrays.stream(shape.toArray()).asLongStream().toArray();
    Operand<TFloat32> values = initializer.call(tf, tf.constant(sizes), TFloat32.class);
    require(values.shape().hasUnknownDimension() || Arrays.equals(values.shape().asArray(), sizes),
        "%s gives values of shape %s for a weight of shape %s", this,
        values.shape(), shape);
    return values;
  }

  @Override public String toString() { return Framework.called(initializer); }
}
