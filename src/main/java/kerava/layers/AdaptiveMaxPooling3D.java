package kerava.layers;

import kerava.ops.AdaptiveWindows;
import kerava.ops.Tensor;

/**
 * The largest of each of so many windows of each channel of a volume as {@code outputSize} says; window i of n begins at floor(i size / n)
 * and ends before ceil((i + 1) size / n). Shapes: x (batch, depth, height, width, channels), y (batch, the three of outputSize, channels);
 * of channels first likewise. Source: Keras {@code layers/pooling/adaptive_max_pooling3d.py}.
 */
public record AdaptiveMaxPooling3D(Triple outputSize, DataFormat dataFormat,
    LayerOptions options) implements AdaptivePooling, WithDataFormat<AdaptiveMaxPooling3D>, Configured<AdaptiveMaxPooling3D> {
  public AdaptiveMaxPooling3D { AdaptivePooling.check("AdaptiveMaxPooling3D", outputSize, dataFormat); }

  public AdaptiveMaxPooling3D(Triple outputSize) { this(outputSize, DataFormat.CHANNELS_LAST, LayerOptions.of("AdaptiveMaxPooling3D")); }

  /** Of cubic outputs. */
  public AdaptiveMaxPooling3D(int outputSize) { this(new Triple(outputSize)); }

  @Override public Tensor call(Call c, Tensor x) { return AdaptiveWindows.maxPool(x, outputSize.toArray(), dataFormat.channelsLast()); }
}
