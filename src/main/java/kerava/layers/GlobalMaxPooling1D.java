package kerava.layers;

import kerava.config.Settings;
import kerava.ops.Tensor;

/**
 * The largest of each channel. Shapes: x (batch, steps, channels), y (batch, channels), or (batch, 1, channels) to keep the axes; of
 * channels first likewise. Source: Keras {@code layers/pooling/global_max_pooling1d.py}.
 */
public record GlobalMaxPooling1D(DataFormat dataFormat, boolean keepdims,
    LayerOptions options) implements GlobalPooling, WithDataFormat<GlobalMaxPooling1D>, Configured<GlobalMaxPooling1D> {
  public GlobalMaxPooling1D {
    GlobalPooling.check("GlobalMaxPooling1D", dataFormat);
  }

  public GlobalMaxPooling1D() { this(DataFormat.CHANNELS_LAST, false, LayerOptions.of("GlobalMaxPooling1D")); }

  public GlobalMaxPooling1D withKeepdims(boolean keepdims) { return Settings.with(this, "keepdims", keepdims); }

  @Override public int axesBetween() { return 1; }

  @Override public Tensor call(Call c, Tensor x) { return x.maxOver(keepdims, dataFormat.axes(x.rank())); }
}
