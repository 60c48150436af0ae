package kerava.initializers;

import kerava.config.AlsoCalled;
import kerava.random.Seed;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** Uniform in [minval, maxval). */
@AlsoCalled("uniform") public record RandomUniform(double minval, double maxval, Seed seed) implements TypedInitializer {
  public RandomUniform() { this(-0.05, 0.05, Seed.drawn()); }

  /** {@code seed} null: drawn. */
  public RandomUniform(double minval, double maxval, Integer seed) { this(minval, maxval, Seed.of(seed)); }

  @Override public <T extends TNumber> Operand<T> values(Ops tf, Class<T> type, Shape shape, long seed) {
    return Draw.uniform(tf, type, shape, seed, minval, maxval);
  }
}
