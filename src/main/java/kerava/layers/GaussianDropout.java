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
 * In training {@code x * noise}, normally distributed around 1 with the standard deviation {@code sqrt(rate / (1 - rate))}; otherwise y is
 * x. y has the shape of x. {@code rate}: 0 .. 1, 1 excluded. {@code seed} null: drawn when the layer joins a model. Source: Srivastava et
 * al., "Dropout: a simple way to prevent neural networks from overfitting", 2014; Keras {@code layers/regularization/gaussian_dropout.py}.
 */
public record GaussianDropout(double rate, @Nullable Seed seed, LayerOptions options) implements UnaryLayer, Configured<GaussianDropout> {
  public GaussianDropout {
    require(rate >= 0 && rate < 1, "GaussianDropout: rate must be in 0 .. 1 (1 excluded), got %s; give the share of noise", rate);
  }

  public GaussianDropout(double rate) { this(rate, Seed.drawn(), LayerOptions.of("GaussianDropout")); }

  public GaussianDropout withSeed(Integer seed) { return Settings.with(this, "seed", Seed.of(seed)); }

  @Override public List<Seed> generators() { return rate > 0 ? List.of(seed) : List.of(); }

  @Override public boolean supportsMasking() { return true; }

  @Override public Shape outputShape(Shape x) { return x; }

  @Override public Tensor call(Call c, Tensor x) {
    if (!c.training() || rate == 0) return x;
    List<Object> sizes = x.symbolicSizes();
    return x.times(Random.normal(x, sizes, c.nextSeed(), 1, Math.sqrt(rate / (1 - rate))));
  }
}
