package kerava.metrics;

import kerava.ops.Crossentropy;
import kerava.ops.Tensor;

/**
 * The mean of {@code sum(truth log(truth / y))} over rows of probabilities, both kept within 1e-7 .. 1. Source: Keras
 * {@code metrics/probabilistic_metrics.py} KLDivergence.
 */
public record KLDivergence() implements RowMetric {
  @Override public boolean fitsColumns() { return false; }

  @Override public Tensor rows(Tensor truth, Tensor prediction) { return Crossentropy.klDivergence(truth, prediction); }
}
