package kerava.metrics;

import kerava.ops.Errors;
import kerava.ops.Tensor;

/**
 * The cosine of the angle between the rows of truth and of the prediction, from -1 to 1 for the same direction; the loss has the other
 * sign. Source: Keras {@code metrics/regression_metrics.py} CosineSimilarity.
 */
public record CosineSimilarity() implements RowMetric {
  @Override public Tensor rows(Tensor truth, Tensor prediction) { return Errors.cosine(truth, prediction, -1); }
}
