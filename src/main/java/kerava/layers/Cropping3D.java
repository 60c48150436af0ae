package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import java.util.function.IntUnaryOperator;
import kerava.ops.Slice;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/**
 * Volumes without their margins, of which something must be left along each axis. Shapes: x (batch, depth, height, width, channels), y the
 * same, each axis shorter by its {@link Margins3D}; of channels first likewise. Source: Keras {@code layers/reshaping/cropping3d.py}.
 */
public record Cropping3D(Margins3D cropping, DataFormat dataFormat,
    LayerOptions options) implements UnaryLayer, WithDataFormat<Cropping3D>, Configured<Cropping3D> {
  public Cropping3D {
    require(cropping != null && dataFormat != null, inJava("take new Margins3D(1), for example"),
        "Cropping3D: a setting must not be null");
  }

  public Cropping3D() { this(new Margins3D(1)); }

  public Cropping3D(Margins3D cropping) { this(cropping, DataFormat.CHANNELS_LAST, LayerOptions.of("Cropping3D")); }

  @Override public DType outputType(List<DType> inputs) { return inputs.get(0); }

  @Override public Shape outputShape(Shape x) {
    Images.check(this, x, 3);
    return Images.changed(x, dataFormat,
        cropping.all().stream().map(ends -> Images.minus(this, x, ends.first(), ends.last())).toArray(IntUnaryOperator[]::new));
  }

  @Override public Tensor call(Call c, Tensor x) {
    Slice all = Slice.all();
    Slice[] inside = cropping.all().stream().map(ends -> Images.inside(ends.first(), ends.last())).toArray(Slice[]::new);
    return dataFormat.channelsLast()
        ? x.slice(all, inside[0], inside[1], inside[2], all)
        : x.slice(all, all, inside[0], inside[1], inside[2]);
  }
}
