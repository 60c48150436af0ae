package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import kerava.config.Settings;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * The mean of each channel. Shapes: x (batch, height, width, channels), y (batch, channels), or (batch, 1, 1, channels) to keep the axes; of channels first
 * likewise. Source: Keras {@code layers/pooling/global_average_pooling2d.py}.
 */
public record GlobalAveragePooling2D(DataFormat dataFormat, boolean keepdims,
    LayerOptions options) implements UnaryLayer, Configured<GlobalAveragePooling2D> {
  public GlobalAveragePooling2D {
    require(dataFormat != null, inJava("take DataFormat.CHANNELS_LAST, for example"),
        "GlobalAveragePooling2D: the data format must not be null");
  }

  public GlobalAveragePooling2D() { this(DataFormat.CHANNELS_LAST, false, LayerOptions.of("GlobalAveragePooling2D")); }

  public GlobalAveragePooling2D withDataFormat(DataFormat dataFormat) { return Settings.with(this, "dataFormat", dataFormat); }

  public GlobalAveragePooling2D withKeepdims(boolean keepdims) { return Settings.with(this, "keepdims", keepdims); }

  @Override public Shape outputShape(Shape x) {
    Images.check(this, x);
    int batch = x.size(0), channels = dataFormat.channels(x);
    return keepdims ? dataFormat.shape(batch, 1, 1, channels) : Shape.of(batch, channels);
  }

  @Override public Tensor call(Call c, Tensor x) { return x.mean(keepdims, dataFormat.axes()); }
}
