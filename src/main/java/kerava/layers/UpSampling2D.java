package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/**
 * Each row of an image {@code size.height()} times and each column {@code size.width()} times: Keras's interpolation "nearest". Shapes: x (batch, height,
 * width, channels), y (batch, height * size.height(), width * size.width(), channels); of channels first likewise. Source: Keras
 * {@code layers/reshaping/up_sampling2d.py}.
 */
public record UpSampling2D(Pair size, DataFormat dataFormat,
    LayerOptions options) implements UnaryLayer, WithDataFormat<UpSampling2D>, Configured<UpSampling2D> {
  public UpSampling2D {
    require(size != null && dataFormat != null, inJava("take new Pair(2), for example"), "UpSampling2D: a setting must not be null");
  }

  public UpSampling2D() { this(new Pair(2)); }

  public UpSampling2D(Pair size) { this(size, DataFormat.CHANNELS_LAST, LayerOptions.of("UpSampling2D")); }

  @Override public DType outputType(List<DType> inputs) { return inputs.get(0); }

  @Override public Shape outputShape(Shape x) {
    Images.check(this, x);
    return Images.changed(x, dataFormat, Images.times(size.height()), Images.times(size.width()));
  }

  @Override public Tensor call(Call c, Tensor x) {
    if (dataFormat.channelsLast()) return larger(x);
    return larger(x.transpose(0, 2, 3, 1)).transpose(0, 3, 1, 2);
  }

  private Tensor larger(Tensor x) { return x.repeat(size.height(), 1).repeat(size.width(), 2); }
}
