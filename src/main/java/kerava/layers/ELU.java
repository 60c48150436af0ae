package kerava.layers;

import kerava.ops.Tensor;
import kerava.tensor.Shape;

/** x where positive, else {@code alpha * (exp(x) - 1)}; y has the shape of x. Source: Keras {@code layers/activations/elu.py}. */
public record ELU(double alpha, LayerOptions options) implements UnaryLayer, Configured<ELU> {
  public ELU() { this(1); }

  public ELU(double alpha) { this(alpha, LayerOptions.of("ELU")); }

  @Override public boolean supportsMasking() { return true; }

  @Override public Shape outputShape(Shape x) { return x; }

  @Override public Tensor call(Call c, Tensor x) {
    Tensor y = x.elu();
    return alpha == 1 ? y : x.greater(0f).where(y, y.scaledBy((float) alpha));
  }
}
