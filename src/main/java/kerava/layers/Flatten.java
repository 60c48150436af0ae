package kerava.layers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/**
 * All axes but the batch as one. Shapes: x (batch, a, b, ...), y (batch, a * b * ...). Source: Keras {@code layers/reshaping/flatten.py}.
 */
public record Flatten(LayerOptions options) implements UnaryLayer, Configured<Flatten> {
  public Flatten() { this(LayerOptions.of("Flatten")); }

  @Override public boolean takesStrings() { return true; }

  @Override public DType outputType(List<DType> inputs) { return inputs.get(0); }

  @Override public Shape outputShape(Shape x) {
    require(x.rank() >= 1, "Flatten: the input must have a batch axis, got %s", x);
    Shape sample = x.dropFirst();
    return Shape.of(x.size(0), sample.isKnown() ? Math.toIntExact(sample.elements()) : Shape.NONE);
  }

  @Override public Tensor call(Call c, Tensor x) { return x.flatten(); }
}
