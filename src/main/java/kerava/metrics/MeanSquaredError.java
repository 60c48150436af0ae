package kerava.metrics;

import kerava.config.AlsoCalled;
import kerava.ops.Errors;
import kerava.ops.Tensor;

/** The mean of {@code (truth - y)^2}. Source: Keras {@code metrics/regression_metrics.py} MeanSquaredError. */
@AlsoCalled("mse") public record MeanSquaredError() implements RowMetric {
  @Override public Tensor rows(Tensor truth, Tensor prediction) { return Errors.meanSquared(truth, prediction); }
}
