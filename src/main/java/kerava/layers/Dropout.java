package kerava.layers;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import kerava.config.Settings;
import kerava.ops.Random;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.tensor.Shape;

/**
 * In training each element is 0 with probability {@code rate}, else {@code x / (1 - rate)}; otherwise y is x. y has the shape of x.
 * {@code noiseShape}: the shape of the mask with the batch axis, {@link Shape#NONE} for an axis as long as x's, 1 for an axis that shares its mask;
 * null: the shape of x. {@code seed} null: drawn from {@link kerava.random.RandomSeed} when the layer joins a model.
 * Source: Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", 2014; Keras
 * {@code layers/regularization/dropout.py}.
 */
public record Dropout(double rate, Shape noiseShape, Seed seed, LayerOptions options) implements UnaryLayer, Configured<Dropout> {
  public Dropout {
    require(rate >= 0 && rate <= 1, "Dropout: rate must be in 0 .. 1, got %s; give the share to drop", rate);
    if (noiseShape != null)
      for (int size : noiseShape.sizes())
        require(size != 0, "Dropout: the sizes of noiseShape must be positive or NONE, got %s", noiseShape);
  }

  public Dropout(double rate) { this(rate, null, Seed.drawn(), LayerOptions.of("Dropout")); }

  public Dropout withNoiseShape(Shape noiseShape) { return Settings.with(this, "noiseShape", noiseShape); }

  public Dropout withSeed(Integer seed) { return Settings.with(this, "seed", Seed.of(seed)); }

  @Override public List<Seed> generators() { return rate > 0 ? List.of(seed) : List.of(); }

  @Override public boolean supportsMasking() { return true; }

  @Override public Shape outputShape(Shape x) {
    require(noiseShape == null || noiseShape.rank() == x.rank(), "Dropout: noiseShape %s must have as many axes as the input, %s",
        noiseShape,
        x);
    for (int axis = 0; noiseShape != null && axis < x.rank(); axis++) {
      int size = noiseShape.size(axis);
      require(size == 1 || size == x.size(axis) || size == Shape.NONE || axis > 0 && x.size(axis) == Shape.NONE,
          "Dropout: axis %d of noiseShape must be 1, NONE or %s, got %d", axis,
          x.size(axis) == Shape.NONE ? "the batch size" : x.size(axis), size);
    }
    return x;
  }

  @Override public Tensor call(Call c, Tensor x) {
    if (!c.training() || rate == 0) return x;
    if (rate == 1) return x.zerosLike();
    Tensor shape = maskShape(x), seed = c.nextSeed();
    return x.scope("stateless_dropout", () -> {
      Tensor kept = x.multiply(x.number(1 / (1 - rate)));
      return Random.uniform(shape, seed, x.type()).greaterEqual(rate).where(kept, x.number(0)).like(x);
    });
  }

  private Tensor maskShape(Tensor x) {
    if (noiseShape == null) return x.shape();
    List<Tensor> sizes = new ArrayList<>();
    for (int axis = 0; axis < noiseShape.rank(); axis++) {
      boolean asLong = noiseShape.size(axis) == Shape.NONE;
      sizes.add(asLong ? x.shape().at(axis) : x.constant(noiseShape.size(axis)));
    }
    return Tensor.stack(sizes);
  }
}
