package kerava.initializers;

import kerava.random.Seed;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Truncated normal, mean 0, standard deviation sqrt(2 / (fan_in)) after truncation at two. Source: He et al., "Delving deep into
 * rectifiers", 2015.
 */
public record HeNormal(Seed seed) implements TypedInitializer {
  public HeNormal() { this(Seed.drawn()); }

  /** {@code seed} null: drawn. */
  public HeNormal(Integer seed) { this(Seed.of(seed)); }

  @Override public VarianceScaling general() {
    return new VarianceScaling(2, VarianceScaling.Mode.FAN_IN, VarianceScaling.Distribution.TRUNCATED_NORMAL, seed);
  }

  @Override public <T extends TNumber> Operand<T> values(Ops tf, Class<T> type, Shape shape, long drawn) {
    return general().values(tf, type, shape, drawn);
  }
}
