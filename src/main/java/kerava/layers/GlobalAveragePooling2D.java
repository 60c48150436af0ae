package kerava.layers;

import kerava.config.Settings;
import kerava.ops.Tensor;

/**
 * The mean of each channel. Shapes: x (batch, height, width, channels), y (batch, channels), or (batch, 1, 1, channels) to keep the axes;
 * of channels first likewise. Source: Keras {@code layers/pooling/global_average_pooling2d.py}.
 */
public record GlobalAveragePooling2D(DataFormat dataFormat, boolean keepdims,
    LayerOptions options) implements GlobalPooling, WithDataFormat<GlobalAveragePooling2D>, Configured<GlobalAveragePooling2D> {
  public GlobalAveragePooling2D {
    GlobalPooling.check("GlobalAveragePooling2D", dataFormat);
  }

  public GlobalAveragePooling2D() { this(DataFormat.CHANNELS_LAST, false, LayerOptions.of("GlobalAveragePooling2D")); }

  public GlobalAveragePooling2D withKeepdims(boolean keepdims) { return Settings.with(this, "keepdims", keepdims); }

  @Override public int axesBetween() { return 2; }

  @Override public Tensor call(Call c, Tensor x) {
    return mean(x);
  }
}
