package kerava.initializers;

import kerava.random.Seed;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** Normal with the given mean and standard deviation; values beyond two standard deviations are drawn again. */
public record TruncatedNormal(double mean, double stddev, Seed seed) implements TypedInitializer {
  public TruncatedNormal() { this(0, 0.05, Seed.drawn()); }

  /** {@code seed} null: drawn. */
  public TruncatedNormal(double mean, double stddev, Integer seed) { this(mean, stddev, Seed.of(seed)); }

  @Override public <T extends TNumber> Operand<T> values(Ops tf, Class<T> type, Shape shape, long seed) {
    return Draw.TRUNCATED_NORMAL.values(tf, type, shape, seed, stddev, mean);
  }
}
