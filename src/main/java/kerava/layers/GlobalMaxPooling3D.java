package kerava.layers;

import kerava.config.Settings;
import kerava.ops.Tensor;

/**
 * The largest of each channel. Shapes: x (batch, depth, height, width, channels), y (batch, channels), or (batch, 1, 1, 1, channels) to
 * keep the axes; of channels first likewise. Source: Keras {@code layers/pooling/global_max_pooling3d.py}.
 */
public record GlobalMaxPooling3D(DataFormat dataFormat, boolean keepdims,
    LayerOptions options) implements GlobalPooling, WithDataFormat<GlobalMaxPooling3D>, Configured<GlobalMaxPooling3D> {
  public GlobalMaxPooling3D {
    GlobalPooling.check("GlobalMaxPooling3D", dataFormat);
  }

  public GlobalMaxPooling3D() { this(DataFormat.CHANNELS_LAST, false, LayerOptions.of("GlobalMaxPooling3D")); }

  public GlobalMaxPooling3D withKeepdims(boolean keepdims) { return Settings.with(this, "keepdims", keepdims); }

  @Override public int axesBetween() { return 3; }

  @Override public Tensor call(Call c, Tensor x) {
    return x.maxOver(keepdims, dataFormat.axes(x.rank()));
  }
}
