package kerava.layers;

import java.util.List;
import kerava.config.Settings;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/**
 * {@code scale * x + offset}, one number each, as floats of the type in which the layer computes; y has the shape of x. Source: Keras
 * {@code layers/preprocessing/rescaling.py}.
 */
public record Rescaling(double scale, double offset, LayerOptions options) implements UnaryLayer, Configured<Rescaling> {
  public Rescaling(double scale) { this(scale, 0, LayerOptions.of("Rescaling")); }

  public Rescaling withOffset(double offset) { return Settings.with(this, "offset", offset); }

  @Override public DType outputType(List<DType> inputs) { return dtypePolicy().computeDtype(); }

  @Override public boolean supportsMasking() { return true; }

  @Override public Shape outputShape(Shape x) { return x; }

  @Override public Tensor call(Call c, Tensor x) {
    Tensor like = x.as(dtypePolicy().computeDtype()), factor = like.cast((float) scale), added = like.cast((float) offset);
    return like.times(factor).plus(added);
  }
}
