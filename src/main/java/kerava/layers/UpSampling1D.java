package kerava.layers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/**
 * Each step of a sequence {@code size} times. Shapes: x (batch, steps, channels), y (batch, steps * size, channels). Source: Keras
 * {@code layers/reshaping/up_sampling1d.py}.
 */
public record UpSampling1D(int size, LayerOptions options) implements UnaryLayer, Configured<UpSampling1D> {
  public UpSampling1D { require(size >= 1, "UpSampling1D: size must be at least 1, got %d; give how often each step stands", size); }

  public UpSampling1D() { this(2); }

  public UpSampling1D(int size) { this(size, LayerOptions.of("UpSampling1D")); }

  @Override public DType outputType(List<DType> inputs) { return inputs.get(0); }

  @Override public Shape outputShape(Shape x) {
    Images.check(this, x, 1);
    return Images.changed(x, DataFormat.CHANNELS_LAST, Images.times(size));
  }

  @Override public Tensor call(Call c, Tensor x) { return x.repeat(size, 1); }
}
