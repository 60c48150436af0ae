package kerava.metrics;

import kerava.ops.Errors;
import kerava.ops.Tensor;

/**
 * The mean of {@code max(1 - truth y, 0)}; truth is -1 or 1, or 0 or 1 in a whole batch, which become -1 and 1. Source: Keras
 * {@code metrics/hinge_metrics.py} Hinge.
 */
public record Hinge() implements RowMetric {
  @Override public boolean fitsColumns() { return false; }

  @Override public Tensor rows(Tensor truth, Tensor prediction) { return Errors.hinge(truth, prediction); }
}
