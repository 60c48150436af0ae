package kerava.layers;

import java.util.List;
import kerava.ops.Tensor;

/**
 * The largest of the inputs, element by element; axes of size 1 are repeated. Masked places do not count where others do. Source: Keras
 * {@code layers/merging/maximum.py}.
 */
public record Maximum(LayerOptions options) implements Merge, Configured<Maximum> {
  public Maximum() { this(LayerOptions.of("Maximum")); }

  @Override public MaskRule maskRule() { return MaskRule.PLACES; }

  @Override public Tensor merge(List<Tensor> inputs) { return MaskedMerge.extreme(inputs, Tensor::maximum); }
}
