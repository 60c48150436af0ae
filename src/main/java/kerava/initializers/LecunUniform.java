package kerava.initializers;

import kerava.random.Seed;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** Uniform in +-sqrt(3 / (fan_in)). Source: LeCun et al., "Efficient backprop", 1998. */
public record LecunUniform(Seed seed) implements TypedInitializer {
  public LecunUniform() { this(Seed.drawn()); }

  /** {@code seed} null: drawn. */
  public LecunUniform(Integer seed) { this(Seed.of(seed)); }

  @Override public VarianceScaling general() {
    return new VarianceScaling(1, VarianceScaling.Mode.FAN_IN, VarianceScaling.Distribution.UNIFORM, seed);
  }

  @Override public <T extends TNumber> Operand<T> values(Ops tf, Class<T> type, Shape shape, long drawn) {
    return general().values(tf, type, shape, drawn);
  }
}
