package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/**
 * Images with zeros around them. Shapes: x (batch, height, width, channels), y (batch, top + height + bottom, left + width + right,
 * channels); of channels first likewise. Source: Keras {@code layers/reshaping/zero_padding2d.py}.
 */
public record ZeroPadding2D(Margins padding, DataFormat dataFormat,
    LayerOptions options) implements UnaryLayer, WithDataFormat<ZeroPadding2D>, Configured<ZeroPadding2D> {
  public ZeroPadding2D {
    require(padding != null && dataFormat != null, inJava("take new Margins(1), for example"), "ZeroPadding2D: a setting must not be null");
  }

  public ZeroPadding2D() { this(new Margins(1)); }

  public ZeroPadding2D(Margins padding) { this(padding, DataFormat.CHANNELS_LAST, LayerOptions.of("ZeroPadding2D")); }

  @Override public DType outputType(List<DType> inputs) { return inputs.get(0); }

  @Override public Shape outputShape(Shape x) {
    Images.check(this, x);
    return Images.changed(x, dataFormat, Images.plus(padding.top(), padding.bottom()), Images.plus(padding.left(), padding.right()));
  }

  @Override public Tensor call(Call c, Tensor x) {
    return Images.padded(x, dataFormat, new int[] {padding.top(), padding.bottom()}, new int[] {padding.left(), padding.right()});
  }
}
