package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/**
 * Sequences with zeros before and after them. Shapes: x (batch, steps, channels), y (batch, first + steps + last, channels); of channels
 * first likewise. Source: Keras {@code layers/reshaping/zero_padding1d.py}.
 */
public record ZeroPadding1D(Ends padding, DataFormat dataFormat,
    LayerOptions options) implements UnaryLayer, WithDataFormat<ZeroPadding1D>, Configured<ZeroPadding1D> {
  public ZeroPadding1D {
    require(padding != null && dataFormat != null, inJava("take new Ends(1), for example"), "ZeroPadding1D: a setting must not be null");
  }

  public ZeroPadding1D() { this(new Ends(1)); }

  public ZeroPadding1D(Ends padding) { this(padding, DataFormat.CHANNELS_LAST, LayerOptions.of("ZeroPadding1D")); }

  @Override public DType outputType(List<DType> inputs) { return inputs.get(0); }

  @Override public Shape outputShape(Shape x) {
    Images.check(this, x, 1);
    return Images.changed(x, dataFormat, Images.plus(padding.first(), padding.last()));
  }

  @Override public Tensor call(Call c, Tensor x) { return Images.padded(x, dataFormat, padding.toArray()); }
}
