package kerava.metrics;

import kerava.config.AlsoCalled;
import kerava.ops.Errors;
import kerava.ops.Tensor;

/**
 * The mean of {@code (log(1 + max(y, 1e-7)) - log(1 + max(truth, 1e-7)))^2}. Source: Keras {@code metrics/regression_metrics.py}
 * MeanSquaredLogarithmicError.
 */
@AlsoCalled("msle") public record MeanSquaredLogarithmicError() implements RowMetric {
  @Override public Tensor rows(Tensor truth, Tensor prediction) { return Errors.meanSquaredLogarithmic(truth, prediction); }
}
