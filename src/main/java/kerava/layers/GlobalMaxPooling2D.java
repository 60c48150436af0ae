package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import kerava.config.Settings;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * The largest of each channel. Shapes: x (batch, height, width, channels), y (batch, channels), or (batch, 1, 1, channels) to keep the axes; of channels first
 * likewise. Source: Keras {@code layers/pooling/global_max_pooling2d.py}.
 */
public record GlobalMaxPooling2D(DataFormat dataFormat, boolean keepdims,
    LayerOptions options) implements UnaryLayer, Configured<GlobalMaxPooling2D> {
  public GlobalMaxPooling2D {
    require(dataFormat != null, inJava("take DataFormat.CHANNELS_LAST, for example"),
        "GlobalMaxPooling2D: the data format must not be null");
  }

  public GlobalMaxPooling2D() { this(DataFormat.CHANNELS_LAST, false, LayerOptions.of("GlobalMaxPooling2D")); }

  public GlobalMaxPooling2D withDataFormat(DataFormat dataFormat) { return Settings.with(this, "dataFormat", dataFormat); }

  public GlobalMaxPooling2D withKeepdims(boolean keepdims) { return Settings.with(this, "keepdims", keepdims); }

  @Override public Shape outputShape(Shape x) {
    Images.check(this, x);
    int batch = x.size(0), channels = dataFormat.channels(x);
    return keepdims ? dataFormat.shape(batch, 1, 1, channels) : Shape.of(batch, channels);
  }

  @Override public Tensor call(Call c, Tensor x) { return x.maxOver(keepdims, dataFormat.axes()); }
}
