package kerava.layers;

import kerava.config.Settings;
import kerava.ops.Tensor;

/**
 * The largest of each channel. Shapes: x (batch, height, width, channels), y (batch, channels), or (batch, 1, 1, channels) to keep the
 * axes; of channels first likewise. Source: Keras {@code layers/pooling/global_max_pooling2d.py}.
 */
public record GlobalMaxPooling2D(DataFormat dataFormat, boolean keepdims,
    LayerOptions options) implements GlobalPooling, WithDataFormat<GlobalMaxPooling2D>, Configured<GlobalMaxPooling2D> {
  public GlobalMaxPooling2D {
    GlobalPooling.check("GlobalMaxPooling2D", dataFormat);
  }

  public GlobalMaxPooling2D() { this(DataFormat.CHANNELS_LAST, false, LayerOptions.of("GlobalMaxPooling2D")); }

  public GlobalMaxPooling2D withKeepdims(boolean keepdims) { return Settings.with(this, "keepdims", keepdims); }

  @Override public int axesBetween() { return 2; }

  @Override public Tensor call(Call c, Tensor x) { return x.maxOver(keepdims, dataFormat.axes(x.rank())); }
}
