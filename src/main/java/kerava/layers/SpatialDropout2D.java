package kerava.layers;

import kerava.random.Seed;

/**
 * Drops whole channels in training, the same at all places. Shapes: x and y (batch, height, width, channels), or (batch, channels, height,
 * width). Source: {@link SpatialDropout}.
 */
public record SpatialDropout2D(double rate, Seed seed, DataFormat dataFormat,
    LayerOptions options) implements SpatialDropout<SpatialDropout2D>, Configured<SpatialDropout2D>, WithDataFormat<SpatialDropout2D> {
  public SpatialDropout2D { SpatialDropout.check("SpatialDropout2D", rate, options); }

  public SpatialDropout2D(double rate) { this(rate, Seed.drawn(), DataFormat.CHANNELS_LAST, LayerOptions.of("SpatialDropout2D")); }

  @Override public int axes() { return 2; }
}
