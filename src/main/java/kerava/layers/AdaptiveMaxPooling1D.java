package kerava.layers;

import kerava.ops.AdaptiveWindows;
import kerava.ops.Tensor;

/**
 * The largest of each of so many windows of each channel of a sequence as {@code outputSize} says; window i of n begins at floor(i size /
 * n) and ends before ceil((i + 1) size / n). Shapes: x (batch, steps, channels), y (batch, outputSize, channels); of channels first
 * likewise. Source: Keras {@code layers/pooling/adaptive_max_pooling1d.py}.
 */
public record AdaptiveMaxPooling1D(Length outputSize, DataFormat dataFormat,
    LayerOptions options) implements AdaptivePooling, WithDataFormat<AdaptiveMaxPooling1D>, Configured<AdaptiveMaxPooling1D> {
  public AdaptiveMaxPooling1D { AdaptivePooling.check("AdaptiveMaxPooling1D", outputSize, dataFormat); }

  public AdaptiveMaxPooling1D(Length outputSize) { this(outputSize, DataFormat.CHANNELS_LAST, LayerOptions.of("AdaptiveMaxPooling1D")); }

  public AdaptiveMaxPooling1D(int outputSize) { this(new Length(outputSize)); }

  @Override public Tensor call(Call c, Tensor x) { return AdaptiveWindows.maxPool(x, outputSize.toArray(), dataFormat.channelsLast()); }
}
