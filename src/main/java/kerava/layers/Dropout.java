package kerava.layers;

import static kerava.KeravaException.require;

import java.util.List;
import java.util.function.Supplier;
import kerava.config.Settings;
import kerava.ops.Random;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * In training each element is 0 with probability {@code rate}, else {@code x / (1 - rate)}; otherwise y is x. y has the shape of x.
 * {@code noiseShape}: the shape of the mask with the batch axis, {@link Shape#NONE} for an axis as long as x's, 1 for an axis that shares
 * its mask; null: the shape of x. {@code seed} null: drawn from {@link kerava.random.RandomSeed} when the layer joins a model. Source:
 * Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", 2014; Keras
 * {@code layers/regularization/dropout.py}.
 */
public record Dropout(double rate, @Nullable Shape noiseShape, @Nullable Seed seed,
    LayerOptions options) implements UnaryLayer, Configured<Dropout> {
  public Dropout {
    checkRate("Dropout", rate);
    NoiseShape.check("Dropout", noiseShape);
  }

  public Dropout(double rate) { this(rate, null, Seed.drawn(), LayerOptions.of("Dropout")); }

  public Dropout withNoiseShape(Shape noiseShape) { return Settings.with(this, "noiseShape", noiseShape); }

  public Dropout withSeed(Integer seed) { return Settings.with(this, "seed", Seed.of(seed)); }

  @Override public List<Seed> generators() { return rate > 0 ? List.of(seed) : List.of(); }

  @Override public boolean supportsMasking() { return true; }

  @Override public Shape outputShape(Shape x) {
    NoiseShape.check("Dropout", noiseShape, x);
    return x;
  }

  @Override public Tensor call(Call c, Tensor x) { return dropped(c, x, rate, () -> NoiseShape.of(noiseShape, x)); }

  static void checkRate(String who, double rate) {
    require(rate >= 0 && rate <= 1, "%s: rate must be in 0 .. 1, got %s; give the share to drop", who, rate);
  }

  /** x, of which in training some is 0, by a mask of {@code shape}. */
  static Tensor dropped(Call c, Tensor x, double rate, Supplier<Tensor> shape) {
    if (!c.training() || rate == 0) return x;
    if (rate == 1) return x.zerosLike();
    Tensor mask = shape.get(), seed = c.nextSeed();
    return x.scope("stateless_dropout", () -> {
      Tensor kept = x.multiply(x.number(1 / (1 - rate)));
      return Random.uniform(mask, seed, x.type()).greaterEqual(rate).where(kept, x.number(0)).like(x);
    });
  }
}
