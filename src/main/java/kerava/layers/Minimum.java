package kerava.layers;

import java.util.List;
import kerava.ops.Tensor;

/**
 * The smallest of the inputs, element by element; axes of size 1 are repeated. Masked places do not count where others do. Source: Keras
 * {@code layers/merging/minimum.py}.
 */
public record Minimum(LayerOptions options) implements Merge, Configured<Minimum> {
  public Minimum() { this(LayerOptions.of("Minimum")); }

  @Override public MaskRule maskRule() { return MaskRule.PLACES; }

  @Override public Tensor merge(List<Tensor> inputs) { return MaskedMerge.extreme(inputs, Tensor::minimum); }
}
