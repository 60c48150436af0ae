package kerava.layers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.config.Settings;
import kerava.ops.Random;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * In training {@code x + noise}, normally distributed around 0 with the standard deviation {@code stddev}, 0 .. 1; otherwise y is x. y has
 * the shape of x. {@code seed} null: drawn when the layer joins a model. Source: Keras {@code layers/regularization/gaussian_noise.py}.
 */
public record GaussianNoise(double stddev, @Nullable Seed seed, LayerOptions options) implements UnaryLayer, Configured<GaussianNoise> {
  public GaussianNoise {
    require(stddev >= 0 && stddev <= 1, "GaussianNoise: stddev must be in 0 .. 1, got %s; scale x to a size that it suits", stddev);
  }

  public GaussianNoise(double stddev) { this(stddev, Seed.drawn(), LayerOptions.of("GaussianNoise")); }

  public GaussianNoise withSeed(Integer seed) { return Settings.with(this, "seed", Seed.of(seed)); }

  @Override public List<Seed> generators() { return stddev > 0 ? List.of(seed) : List.of(); }

  @Override public boolean supportsMasking() { return true; }

  @Override public Shape outputShape(Shape x) { return x; }

  @Override public Tensor call(Call c, Tensor x) {
    if (!c.training() || stddev == 0) return x;
    List<Object> sizes = x.symbolicSizes();
    return x.plus(Random.normal(x, sizes, c.nextSeed(), 0, stddev));
  }
}
