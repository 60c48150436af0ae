package kerava.metrics;

import kerava.config.AlsoCalled;
import kerava.ops.Errors;
import kerava.ops.Tensor;

/** The mean of {@code |truth - y|}. Source: Keras {@code metrics/regression_metrics.py} MeanAbsoluteError. */
@AlsoCalled("mae") public record MeanAbsoluteError() implements RowMetric {
  @Override public Tensor rows(Tensor truth, Tensor prediction) { return Errors.meanAbsolute(truth, prediction); }
}
