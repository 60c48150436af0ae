package kerava.layers;

import java.util.List;
import kerava.ops.Tensor;

/**
 * The product of the inputs, element by element; axes of size 1 are repeated. Masked places count as 1. Source: Keras
 * {@code layers/merging/multiply.py}.
 */
public record Multiply(LayerOptions options) implements Merge, Configured<Multiply> {
  public Multiply() { this(LayerOptions.of("Multiply")); }

  @Override public MaskRule maskRule() { return MaskRule.PLACES; }

  @Override public Tensor merge(List<Tensor> inputs) { return MaskedMerge.product(inputs); }
}
