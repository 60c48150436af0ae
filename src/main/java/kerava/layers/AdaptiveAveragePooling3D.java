package kerava.layers;

import kerava.ops.AdaptiveWindows;
import kerava.ops.Tensor;

/**
 * The mean of each of so many windows of each channel of a volume as {@code outputSize} says; window i of n begins at floor(i size / n) and
 * ends before ceil((i + 1) size / n). Shapes: x (batch, depth, height, width, channels), y (batch, the three of outputSize, channels); of
 * channels first likewise. Source: Keras {@code layers/pooling/adaptive_average_pooling3d.py}.
 */
public record AdaptiveAveragePooling3D(Triple outputSize, DataFormat dataFormat,
    LayerOptions options) implements AdaptivePooling, WithDataFormat<AdaptiveAveragePooling3D>, Configured<AdaptiveAveragePooling3D> {
  public AdaptiveAveragePooling3D { AdaptivePooling.check("AdaptiveAveragePooling3D", outputSize, dataFormat); }

  public AdaptiveAveragePooling3D(Triple outputSize) {
    this(outputSize, DataFormat.CHANNELS_LAST, LayerOptions.of("AdaptiveAveragePooling3D"));
  }

  /** Of cubic outputs. */
  public AdaptiveAveragePooling3D(int outputSize) { this(new Triple(outputSize)); }

  @Override public Tensor call(Call c, Tensor x) { return AdaptiveWindows.averagePool(x, outputSize.toArray(), dataFormat.channelsLast()); }
}
