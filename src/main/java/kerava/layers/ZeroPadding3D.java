package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import java.util.function.IntUnaryOperator;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/**
 * Volumes with zeros around them. Shapes: x (batch, depth, height, width, channels), y the same, each axis longer by its {@link Margins3D};
 * of channels first likewise. Source: Keras {@code layers/reshaping/zero_padding3d.py}.
 */
public record ZeroPadding3D(Margins3D padding, DataFormat dataFormat,
    LayerOptions options) implements UnaryLayer, WithDataFormat<ZeroPadding3D>, Configured<ZeroPadding3D> {
  public ZeroPadding3D {
    require(padding != null && dataFormat != null, inJava("take new Margins3D(1), for example"),
        "ZeroPadding3D: a setting must not be null");
  }

  public ZeroPadding3D() { this(new Margins3D(1)); }

  public ZeroPadding3D(Margins3D padding) { this(padding, DataFormat.CHANNELS_LAST, LayerOptions.of("ZeroPadding3D")); }

  @Override public DType outputType(List<DType> inputs) { return inputs.get(0); }

  @Override public Shape outputShape(Shape x) {
    Images.check(this, x, 3);
    return Images.changed(x, dataFormat,
        padding.all().stream().map(ends -> Images.plus(ends.first(), ends.last())).toArray(IntUnaryOperator[]::new));
  }

  @Override public Tensor call(Call c, Tensor x) {
    return Images.padded(x, dataFormat, padding.all().stream().map(Ends::toArray).toArray(int[][]::new));
  }
}
