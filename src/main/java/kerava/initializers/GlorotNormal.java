package kerava.initializers;

import kerava.random.Seed;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Truncated normal, mean 0, standard deviation sqrt(2 / (fan_in + fan_out)) after truncation at two. Source: Glorot and Bengio,
 * "Understanding the difficulty of training deep feedforward neural networks", 2010.
 */
public record GlorotNormal(Seed seed) implements TypedInitializer {
  public GlorotNormal() { this(Seed.drawn()); }

  /** {@code seed} null: drawn. */
  public GlorotNormal(Integer seed) { this(Seed.of(seed)); }

  @Override public <T extends TNumber> Operand<T> values(Ops tf, Class<T> type, Shape shape, long seed) {
    return VarianceScaling.values(tf, type, shape, seed, 1, VarianceScaling.Mode.FAN_AVG, VarianceScaling.Distribution.TRUNCATED_NORMAL);
  }
}
