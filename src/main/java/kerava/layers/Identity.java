package kerava.layers;

import java.util.List;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/** y is x, of any shape. Source: Keras {@code layers/core/identity.py}. */
public record Identity(LayerOptions options) implements UnaryLayer, Configured<Identity> {
  public Identity() { this(LayerOptions.of("Identity")); }

  @Override public boolean takesStrings() { return true; }

  @Override public DType outputType(List<DType> inputs) { return inputs.get(0); }

  @Override public boolean supportsMasking() { return true; }

  @Override public Shape outputShape(Shape x) { return x; }

  @Override public Tensor call(Call c, Tensor x) { return x; }
}
