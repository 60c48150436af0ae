package kerava.metrics;

import kerava.ops.Errors;
import kerava.ops.Tensor;

/** The mean of {@code y - truth log(y + 1e-7)}. Source: Keras {@code metrics/probabilistic_metrics.py} Poisson. */
public record Poisson() implements RowMetric {
  @Override public boolean fitsColumns() { return false; }

  @Override public Tensor rows(Tensor truth, Tensor prediction) { return Errors.poisson(truth, prediction); }
}
