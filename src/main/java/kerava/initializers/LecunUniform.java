package kerava.initializers;

import kerava.random.Seed;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Uniform in +-sqrt(3 / (fan_in)). Source: LeCun et al., "Efficient backprop", 1998. */
public record LecunUniform(Seed seed) implements Initializer {
  public LecunUniform() { this(Seed.drawn()); }

  /** {@code seed} null: drawn. */
  public LecunUniform(Integer seed) { this(Seed.of(seed)); }

  @Override public VarianceScaling general() {
    return new VarianceScaling(1, VarianceScaling.Mode.FAN_IN, VarianceScaling.Distribution.UNIFORM, seed);
  }

  @Override public Operand<TFloat32> values(Ops tf, Shape shape, long drawn) { return general().values(tf, shape, drawn); }
}
