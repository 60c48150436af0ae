package kerava.layers;

import kerava.ops.AdaptiveWindows;
import kerava.ops.Tensor;

/**
 * The largest of each of so many windows of each channel of an image as {@code outputSize} says; window i of n begins at floor(i size / n)
 * and ends before ceil((i + 1) size / n). Shapes: x (batch, height, width, channels), y (batch, outputSize.height(), outputSize.width(),
 * channels); of channels first likewise. Source: Keras {@code layers/pooling/adaptive_max_pooling2d.py}.
 */
public record AdaptiveMaxPooling2D(Pair outputSize, DataFormat dataFormat,
    LayerOptions options) implements AdaptivePooling, WithDataFormat<AdaptiveMaxPooling2D>, Configured<AdaptiveMaxPooling2D> {
  public AdaptiveMaxPooling2D { AdaptivePooling.check("AdaptiveMaxPooling2D", outputSize, dataFormat); }

  public AdaptiveMaxPooling2D(Pair outputSize) { this(outputSize, DataFormat.CHANNELS_LAST, LayerOptions.of("AdaptiveMaxPooling2D")); }

  /** Of square outputs. */
  public AdaptiveMaxPooling2D(int outputSize) { this(new Pair(outputSize)); }

  @Override public Tensor call(Call c, Tensor x) { return AdaptiveWindows.maxPool(x, outputSize.toArray(), dataFormat.channelsLast()); }
}
