package kerava.metrics;

import kerava.ops.Errors;
import kerava.ops.Tensor;

/**
 * The mean of {@code log(cosh(y - truth))}; in logs {@code logcosh}, as in Keras. Source: Keras {@code metrics/regression_metrics.py}
 * LogCoshError.
 */
public record LogCoshError() implements RowMetric {
  @Override public Tensor rows(Tensor truth, Tensor prediction) { return Errors.logCosh(truth, prediction); }

  @Override public String logName() { return "logcosh"; }
}
