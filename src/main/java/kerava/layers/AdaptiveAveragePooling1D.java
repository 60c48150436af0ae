package kerava.layers;

import kerava.ops.AdaptiveWindows;
import kerava.ops.Tensor;

/**
 * The mean of each of so many windows of each channel of a sequence as {@code outputSize} says; window i of n begins at floor(i size / n)
 * and ends before ceil((i + 1) size / n). Shapes: x (batch, steps, channels), y (batch, outputSize, channels); of channels first likewise.
 * Source: Keras {@code layers/pooling/adaptive_average_pooling1d.py}.
 */
public record AdaptiveAveragePooling1D(Length outputSize, DataFormat dataFormat,
    LayerOptions options) implements AdaptivePooling, WithDataFormat<AdaptiveAveragePooling1D>, Configured<AdaptiveAveragePooling1D> {
  public AdaptiveAveragePooling1D { AdaptivePooling.check("AdaptiveAveragePooling1D", outputSize, dataFormat); }

  public AdaptiveAveragePooling1D(Length outputSize) {
    this(outputSize, DataFormat.CHANNELS_LAST, LayerOptions.of("AdaptiveAveragePooling1D"));
  }

  public AdaptiveAveragePooling1D(int outputSize) { this(new Length(outputSize)); }

  @Override public Tensor call(Call c, Tensor x) { return AdaptiveWindows.averagePool(x, outputSize.toArray(), dataFormat.channelsLast()); }
}
