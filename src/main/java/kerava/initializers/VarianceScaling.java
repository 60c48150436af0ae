package kerava.initializers;

import static kerava.KeravaException.require;

import kerava.random.Seed;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Values whose variance is {@code scale / n}, n the number of inputs (FAN_IN), of outputs (FAN_OUT) or their mean (FAN_AVG) of one unit.
 * Source: Keras {@code initializers/random_initializers.py}.
 */
public record VarianceScaling(double scale, Mode mode, Distribution distribution, Seed seed) implements TypedInitializer {
  /** The standard deviation of a standard normal truncated at two. */
  private static final double TRUNCATED_STDDEV = 0.87962566103423978;

  public VarianceScaling { require(scale > 0, "VarianceScaling: scale must be positive, got %s", scale); }

  public VarianceScaling() { this(1, Mode.FAN_IN, Distribution.TRUNCATED_NORMAL, Seed.drawn()); }

  /** {@code seed} null: drawn. */
  public VarianceScaling(double scale, Mode mode, Distribution distribution, Integer seed) {
    this(scale, mode, distribution, Seed.of(seed));
  }

  public enum Mode {
    FAN_IN,
    FAN_OUT,
    FAN_AVG;

    double fan(Shape shape) {
      double in = fanIn(shape), out = fanOut(shape);
      return Math.max(1, this == FAN_IN ? in : this == FAN_OUT ? out : (in + out) / 2);
    }
  }

  public enum Distribution {
    TRUNCATED_NORMAL,
    UNTRUNCATED_NORMAL,
    UNIFORM
  }

  @Override public <T extends TNumber> Operand<T> values(Ops tf, Class<T> type, Shape shape, long seed) {
    return values(tf, type, shape, seed, scale, mode, distribution);
  }

  static <T extends TNumber> Operand<T> values(Ops tf, Class<T> type, Shape shape, long seed, double scale, Mode mode,
      Distribution distribution) {
    double variance = scale / mode.fan(shape);
    if (distribution == Distribution.UNIFORM) return Draw.uniform(tf, type, shape, seed, -Math.sqrt(3 * variance), Math.sqrt(3 * variance));
    if (distribution == Distribution.UNTRUNCATED_NORMAL) return Draw.NORMAL.values(tf, type, shape, seed, Math.sqrt(variance), 0);
    return Draw.TRUNCATED_NORMAL.values(tf, type, shape, seed, Math.sqrt(variance) / TRUNCATED_STDDEV, 0);
  }

  private static double fanIn(Shape shape) {
    return shape.rank() == 0 ? 1 : shape.rank() == 1 ? shape.last() : shape.size(-2) * receptiveField(shape);
  }

  private static double fanOut(Shape shape) {
    return shape.rank() == 0 ? 1 : shape.rank() == 1 ? shape.last() : shape.last() * receptiveField(shape);
  }

  private static double receptiveField(Shape shape) { return shape.dropLast().dropLast().elements(); }
}
