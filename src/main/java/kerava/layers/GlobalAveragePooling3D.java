package kerava.layers;

import kerava.config.Settings;
import kerava.ops.Tensor;

/**
 * The mean of each channel. Shapes: x (batch, depth, height, width, channels), y (batch, channels), or (batch, 1, 1, 1, channels) to keep
 * the axes; of channels first likewise. Source: Keras {@code layers/pooling/global_average_pooling3d.py}.
 */
public record GlobalAveragePooling3D(DataFormat dataFormat, boolean keepdims,
    LayerOptions options) implements GlobalPooling, WithDataFormat<GlobalAveragePooling3D>, Configured<GlobalAveragePooling3D> {
  public GlobalAveragePooling3D {
    GlobalPooling.check("GlobalAveragePooling3D", dataFormat);
  }

  public GlobalAveragePooling3D() { this(DataFormat.CHANNELS_LAST, false, LayerOptions.of("GlobalAveragePooling3D")); }

  public GlobalAveragePooling3D withKeepdims(boolean keepdims) { return Settings.with(this, "keepdims", keepdims); }

  @Override public int axesBetween() { return 3; }

  @Override public Tensor call(Call c, Tensor x) {
    return mean(x);
  }
}
