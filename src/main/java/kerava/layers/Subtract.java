package kerava.layers;

import java.util.List;
import kerava.ops.Tensor;

/**
 * The first of two inputs less the second, element by element; axes of size 1 are repeated. Source: Keras
 * {@code layers/merging/subtract.py}.
 */
public record Subtract(LayerOptions options) implements Merge, Configured<Subtract> {
  public Subtract() { this(LayerOptions.of("Subtract")); }

  @Override public int least() { return 2; }

  @Override public int most() { return 2; }

  @Override public Tensor merge(List<Tensor> inputs) { return inputs.get(0).subtract(inputs.get(1)); }
}
