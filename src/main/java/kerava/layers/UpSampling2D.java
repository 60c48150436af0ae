package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import kerava.config.Settings;
import kerava.ops.Pooling;
import kerava.ops.Resizing;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/**
 * Images {@code size.height()} times as high and {@code size.width()} times as wide: each row and each column so many times, or by another
 * {@link Interpolation}, which gives float32. Shapes: x (batch, height, width, channels), y (batch, height * size.height(), width *
 * size.width(), channels); of channels first likewise. Source: Keras {@code layers/reshaping/up_sampling2d.py}.
 */
public record UpSampling2D(Pair size, DataFormat dataFormat, Interpolation interpolation,
    LayerOptions options) implements UnaryLayer, WithDataFormat<UpSampling2D>, Configured<UpSampling2D> {
  public UpSampling2D {
    require(size != null && dataFormat != null, inJava("take new Pair(2), for example"), "UpSampling2D: a setting must not be null");
    require(interpolation != null, inJava("take Interpolation.NEAREST"), "UpSampling2D: the interpolation must not be null");
  }

  public UpSampling2D() { this(new Pair(2)); }

  public UpSampling2D(Pair size) { this(size, DataFormat.CHANNELS_LAST, Interpolation.NEAREST, LayerOptions.of("UpSampling2D")); }

  public UpSampling2D withInterpolation(Interpolation interpolation) { return Settings.with(this, "interpolation", interpolation); }

  @Override public DType outputType(List<DType> inputs) { return interpolation == Interpolation.NEAREST ? inputs.get(0) : DType.FLOAT32; }

  @Override public Shape outputShape(Shape x) {
    Images.check(this, x);
    return Images.changed(x, dataFormat, Images.times(size.height()), Images.times(size.width()));
  }

  @Override public Tensor call(Call c, Tensor x) {
    return Pooling.channelsLast(x, dataFormat.channelsLast(), this::larger);
  }

  private Tensor larger(Tensor x) {
    if (interpolation == Interpolation.NEAREST) return x.repeat(size.height(), 1).repeat(size.width(), 2);
    List<Object> sizes = new ArrayList<>();
    List<Object> now = x.symbolicSizes();
    sizes.add(times(now.get(1), size.height()));
    sizes.add(times(now.get(2), size.width()));
    return Resizing.resize(x, sizes, interpolation.toString(), false);
  }

  private static Object times(Object size, int times) {
    return size instanceof Tensor scalar ? scalar.times(times) : Math.multiplyExact((int) size, times);
  }
}
