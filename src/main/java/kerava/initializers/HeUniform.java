package kerava.initializers;

import kerava.random.Seed;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** Uniform in +-sqrt(6 / (fan_in)). Source: He et al., "Delving deep into rectifiers", 2015. */
public record HeUniform(Seed seed) implements TypedInitializer {
  public HeUniform() { this(Seed.drawn()); }

  /** {@code seed} null: drawn. */
  public HeUniform(Integer seed) { this(Seed.of(seed)); }

  @Override public VarianceScaling general() {
    return new VarianceScaling(2, VarianceScaling.Mode.FAN_IN, VarianceScaling.Distribution.UNIFORM, seed);
  }

  @Override public <T extends TNumber> Operand<T> values(Ops tf, Class<T> type, Shape shape, long drawn) {
    return general().values(tf, type, shape, drawn);
  }
}
