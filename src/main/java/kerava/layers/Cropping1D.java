package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import kerava.ops.Slice;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/**
 * Sequences without their first and last steps. Shapes: x (batch, steps, channels), y (batch, steps - first - last, channels), at least one
 * step. Source: Keras {@code layers/reshaping/cropping1d.py}.
 */
public record Cropping1D(Ends cropping, LayerOptions options) implements UnaryLayer, Configured<Cropping1D> {
  public Cropping1D { require(cropping != null, inJava("take new Ends(1), for example"), "Cropping1D: cropping must not be null"); }

  public Cropping1D() { this(new Ends(1)); }

  public Cropping1D(Ends cropping) { this(cropping, LayerOptions.of("Cropping1D")); }

  @Override public DType outputType(List<DType> inputs) { return inputs.get(0); }

  @Override public Shape outputShape(Shape x) {
    Images.check(this, x, 1);
    return Images.changed(x, DataFormat.CHANNELS_LAST, Images.minus(this, x, cropping.first(), cropping.last()));
  }

  @Override public Tensor call(Call c, Tensor x) {
    return x.slice(Slice.all(), Images.inside(cropping.first(), cropping.last()), Slice.all());
  }
}
