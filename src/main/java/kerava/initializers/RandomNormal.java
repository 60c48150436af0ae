package kerava.initializers;

import kerava.config.AlsoCalled;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Normal with the given mean and standard deviation. */
@AlsoCalled("normal") public record RandomNormal(double mean, double stddev, Integer seed) implements Initializer {
  public RandomNormal() { this(0, 0.05, null); }

  @Override public Operand<TFloat32> values(Ops tf, Shape shape, long seed) {
    return Draw.NORMAL.values(tf, shape, seed, (float) stddev, (float) mean);
  }
}
