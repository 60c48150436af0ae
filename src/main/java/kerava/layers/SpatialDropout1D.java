package kerava.layers;

import kerava.random.Seed;

/** Drops whole channels in training, the same at all steps. Shapes: x and y (batch, steps, channels). Source: {@link SpatialDropout}. */
public record SpatialDropout1D(double rate, Seed seed,
    LayerOptions options) implements SpatialDropout<SpatialDropout1D>, Configured<SpatialDropout1D> {
  public SpatialDropout1D { SpatialDropout.check("SpatialDropout1D", rate, options); }

  public SpatialDropout1D(double rate) { this(rate, Seed.drawn(), LayerOptions.of("SpatialDropout1D")); }

  @Override public int axes() { return 1; }
}
