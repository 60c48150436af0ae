package kerava.initializers;

import kerava.config.AlsoCalled;
import kerava.random.Seed;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Uniform in [minval, maxval). */
@AlsoCalled("uniform") public record RandomUniform(double minval, double maxval, Seed seed) implements Initializer {
  public RandomUniform() { this(-0.05, 0.05, Seed.drawn()); }

  /** {@code seed} null: drawn. */
  public RandomUniform(double minval, double maxval, Integer seed) { this(minval, maxval, Seed.of(seed)); }

  @Override public Operand<TFloat32> values(Ops tf, Shape shape, long seed) { return Draw.uniform(tf, shape, seed, minval, maxval); }
}
