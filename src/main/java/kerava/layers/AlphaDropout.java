package kerava.layers;

import java.util.List;
import kerava.config.Settings;
import kerava.ops.Random;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * In training each element becomes with probability {@code rate} what selu makes of a very negative number, and all are scaled and moved so
 * that mean and variance stay; otherwise y is x. y has the shape of x. {@code noiseShape} and {@code seed} are those of {@link Dropout}.
 * Source: Klambauer et al., "Self-normalizing neural networks", 2017; Keras {@code layers/regularization/alpha_dropout.py}.
 */
public record AlphaDropout(double rate, @Nullable Shape noiseShape, Seed seed,
    LayerOptions options) implements UnaryLayer, Configured<AlphaDropout> {
  /** What selu goes to. */
  private static final double LEAST = -1.6732632423543772848170429916717 * 1.0507009873554804934193349852946;

  public AlphaDropout {
    Dropout.checkRate("AlphaDropout", rate);
    NoiseShape.check("AlphaDropout", noiseShape);
  }

  public AlphaDropout(double rate) { this(rate, null, Seed.drawn(), LayerOptions.of("AlphaDropout")); }

  public AlphaDropout withNoiseShape(Shape noiseShape) { return Settings.with(this, "noiseShape", noiseShape); }

  public AlphaDropout withSeed(Integer seed) { return Settings.with(this, "seed", Seed.of(seed)); }

  @Override public List<Seed> generators() { return rate > 0 ? List.of(seed) : List.of(); }

  @Override public boolean supportsMasking() { return true; }

  @Override public Shape outputShape(Shape x) {
    NoiseShape.check("AlphaDropout", noiseShape, x);
    return x;
  }

  @Override public Tensor call(Call c, Tensor x) {
    if (!c.training() || rate == 0) return x;
    List<Object> sizes = x.symbolicSizes();
    for (int axis = 0; noiseShape != null && axis < sizes.size(); axis++)
      if (noiseShape.size(axis) != Shape.NONE) sizes.set(axis, noiseShape.size(axis));
    Tensor kept = Random.uniform(x, sizes, c.nextSeed()).greaterEqual(rate).cast(x.type());
    double scale = Math.pow((1 - rate) * (1 + rate * LEAST * LEAST), -0.5), shift = -scale * LEAST * rate;
    return x.times(kept).plus(kept.subtractedFrom(1).scaledBy(LEAST)).scaledBy(scale).add(shift);
  }
}
