package kerava.initializers;

import kerava.random.Seed;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Truncated normal, mean 0, standard deviation sqrt(1 / (fan_in)) after truncation at two. Source: LeCun et al., "Efficient backprop",
 * 1998.
 */
public record LecunNormal(Seed seed) implements TypedInitializer {
  public LecunNormal() { this(Seed.drawn()); }

  /** {@code seed} null: drawn. */
  public LecunNormal(Integer seed) { this(Seed.of(seed)); }

  @Override public VarianceScaling general() {
    return new VarianceScaling(1, VarianceScaling.Mode.FAN_IN, VarianceScaling.Distribution.TRUNCATED_NORMAL, seed);
  }

  @Override public <T extends TNumber> Operand<T> values(Ops tf, Class<T> type, Shape shape, long drawn) {
    return general().values(tf, type, shape, drawn);
  }
}
