package kerava.initializers;

import kerava.random.Seed;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Uniform in +-sqrt(6 / (fan_in + fan_out)). Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural
 * networks", 2010.
 */
public record GlorotUniform(Seed seed) implements TypedInitializer {
  /** What a layer takes by default: its seed is drawn after those of the initializers that the layer was given. */
  public GlorotUniform() {
    this(Seed.byDefault());
  }

  /** {@code seed} null: drawn. */
  public GlorotUniform(Integer seed) { this(Seed.of(seed)); }

  @Override public <T extends TNumber> Operand<T> values(Ops tf, Class<T> type, Shape shape, long seed) {
    return VarianceScaling.values(tf, type, shape, seed, 1, VarianceScaling.Mode.FAN_AVG, VarianceScaling.Distribution.UNIFORM);
  }
}
