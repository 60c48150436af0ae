package kerava.layers;

import kerava.random.Seed;

/**
 * Drops whole channels in training, the same at all places. Shapes: x and y (batch, depth, height, width, channels), or (batch, channels,
 * depth, height, width). Source: {@link SpatialDropout}.
 */
public record SpatialDropout3D(double rate, Seed seed, DataFormat dataFormat,
    LayerOptions options) implements SpatialDropout<SpatialDropout3D>, Configured<SpatialDropout3D>, WithDataFormat<SpatialDropout3D> {
  public SpatialDropout3D { SpatialDropout.check("SpatialDropout3D", rate, options); }

  public SpatialDropout3D(double rate) { this(rate, Seed.drawn(), DataFormat.CHANNELS_LAST, LayerOptions.of("SpatialDropout3D")); }

  @Override public int axes() { return 3; }
}
