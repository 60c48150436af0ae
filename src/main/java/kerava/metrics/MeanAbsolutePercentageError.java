package kerava.metrics;

import kerava.config.AlsoCalled;
import kerava.ops.Errors;
import kerava.ops.Tensor;

/**
 * The mean of {@code 100 |truth - y| / max(|truth|, 1e-7)}. Source: Keras {@code metrics/regression_metrics.py}
 * MeanAbsolutePercentageError.
 */
@AlsoCalled("mape") public record MeanAbsolutePercentageError() implements RowMetric {
  @Override public Tensor rows(Tensor truth, Tensor prediction) { return Errors.meanAbsolutePercentage(truth, prediction); }
}
