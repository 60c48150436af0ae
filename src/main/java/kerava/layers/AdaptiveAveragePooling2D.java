package kerava.layers;

import kerava.ops.AdaptiveWindows;
import kerava.ops.Tensor;

/**
 * The mean of each of so many windows of each channel of an image as {@code outputSize} says; window i of n begins at floor(i size / n) and
 * ends before ceil((i + 1) size / n). Shapes: x (batch, height, width, channels), y (batch, outputSize.height(), outputSize.width(),
 * channels); of channels first likewise. Source: Keras {@code layers/pooling/adaptive_average_pooling2d.py}.
 */
public record AdaptiveAveragePooling2D(Pair outputSize, DataFormat dataFormat,
    LayerOptions options) implements AdaptivePooling, WithDataFormat<AdaptiveAveragePooling2D>, Configured<AdaptiveAveragePooling2D> {
  public AdaptiveAveragePooling2D { AdaptivePooling.check("AdaptiveAveragePooling2D", outputSize, dataFormat); }

  public AdaptiveAveragePooling2D(Pair outputSize) {
    this(outputSize, DataFormat.CHANNELS_LAST, LayerOptions.of("AdaptiveAveragePooling2D"));
  }

  /** Of square outputs. */
  public AdaptiveAveragePooling2D(int outputSize) { this(new Pair(outputSize)); }

  @Override public Tensor call(Call c, Tensor x) { return AdaptiveWindows.averagePool(x, outputSize.toArray(), dataFormat.channelsLast()); }
}
