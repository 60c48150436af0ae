package kerava.layers;

import static kerava.KeravaException.require;

import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * Marks steps all of whose features are {@code maskValue}, for layers behind it to leave out; y is x with 0 there. Shapes: x and y (batch,
 * steps, ..., features). Source: Keras {@code layers/core/masking.py}.
 */
public record Masking(double maskValue, LayerOptions options) implements UnaryLayer, Configured<Masking> {
  public Masking() { this(0); }

  public Masking(double maskValue) { this(maskValue, LayerOptions.of("Masking")); }

  @Override public Shape outputShape(Shape x) {
    require(x.rank() >= 3, "Masking: the input must be (batch, steps, features), got %s; give each step its features", x);
    return x;
  }

  @Override public boolean supportsMasking() { return true; }

  @Override public Tensor call(Call c, Tensor x) {
    Tensor counts = x.notEqual(maskValue).any(true, -1);
    Tensor y = counts.where(x, 0);
    y.setMask(counts.squeeze(-1));
    return y;
  }
}
