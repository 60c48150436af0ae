package kerava.metrics;

import kerava.ops.Errors;
import kerava.ops.Tensor;

/**
 * The mean of {@code max(1 + max((1 - truth) y) - sum(truth y), 0)} over rows; a row of truth is one-hot. Source: Keras
 * {@code metrics/hinge_metrics.py} CategoricalHinge.
 */
public record CategoricalHinge() implements RowMetric {
  @Override public boolean fitsColumns() { return false; }

  @Override public Tensor rows(Tensor truth, Tensor prediction) { return Errors.categoricalHinge(truth, prediction); }
}
