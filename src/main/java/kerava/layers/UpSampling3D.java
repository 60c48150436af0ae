package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/**
 * Each place of a volume {@code size} times along each axis. Shapes: x (batch, depth, height, width, channels), y (batch, depth *
 * size.depth(), height * size.height(), width * size.width(), channels); of channels first likewise. Source: Keras
 * {@code layers/reshaping/up_sampling3d.py}.
 */
public record UpSampling3D(Triple size, DataFormat dataFormat,
    LayerOptions options) implements UnaryLayer, WithDataFormat<UpSampling3D>, Configured<UpSampling3D> {
  public UpSampling3D {
    require(size != null && dataFormat != null, inJava("take new Triple(2), for example"), "UpSampling3D: a setting must not be null");
  }

  public UpSampling3D() { this(new Triple(2)); }

  public UpSampling3D(Triple size) { this(size, DataFormat.CHANNELS_LAST, LayerOptions.of("UpSampling3D")); }

  @Override public DType outputType(List<DType> inputs) { return inputs.get(0); }

  @Override public Shape outputShape(Shape x) {
    Images.check(this, x, 3);
    return Images.changed(x, dataFormat, Images.times(size.depth()), Images.times(size.height()), Images.times(size.width()));
  }

  @Override public Tensor call(Call c, Tensor x) {
    int[] axes = dataFormat.axes(x.rank());
    return x.repeat(size.depth(), axes[0]).repeat(size.height(), axes[1]).repeat(size.width(), axes[2]);
  }
}
