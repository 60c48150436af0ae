package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import kerava.ops.Slice;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/**
 * Images without their margins. Shapes: x (batch, height, width, channels), y (batch, height - top - bottom, width - left - right,
 * channels), at least one row and one column; of channels first likewise. Source: Keras {@code layers/reshaping/cropping2d.py}.
 */
public record Cropping2D(Margins cropping, DataFormat dataFormat,
    LayerOptions options) implements UnaryLayer, WithDataFormat<Cropping2D>, Configured<Cropping2D> {
  public Cropping2D {
    require(cropping != null && dataFormat != null, inJava("take new Margins(1), for example"), "Cropping2D: a setting must not be null");
  }

  public Cropping2D() { this(new Margins(0)); }

  public Cropping2D(Margins cropping) { this(cropping, DataFormat.CHANNELS_LAST, LayerOptions.of("Cropping2D")); }

  @Override public DType outputType(List<DType> inputs) { return inputs.get(0); }

  @Override public Shape outputShape(Shape x) {
    Images.check(this, x);
    return Images.changed(x, dataFormat, Images.minus(this, x, cropping.top(), cropping.bottom()),
        Images.minus(this, x, cropping.left(), cropping.right()));
  }

  @Override public Tensor call(Call c, Tensor x) {
    Slice all = Slice.all(), down = Images.inside(cropping.top(), cropping.bottom()),
        across = Images.inside(cropping.left(), cropping.right());
    return dataFormat.channelsLast() ? x.slice(all, down, across, all) : x.slice(all, all, down, across);
  }
}
