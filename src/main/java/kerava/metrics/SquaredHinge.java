package kerava.metrics;

import kerava.ops.Errors;
import kerava.ops.Tensor;

/** The mean of {@code max(1 - truth y, 0)^2}, of truth as in {@link Hinge}. Source: Keras {@code metrics/hinge_metrics.py} SquaredHinge. */
public record SquaredHinge() implements RowMetric {
  @Override public boolean fitsColumns() { return false; }

  @Override public Tensor rows(Tensor truth, Tensor prediction) { return Errors.squaredHinge(truth, prediction); }
}
