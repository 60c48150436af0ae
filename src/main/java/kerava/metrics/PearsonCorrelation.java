package kerava.metrics;

import kerava.ops.NumPy;
import kerava.ops.SameRank;
import kerava.ops.Tensor;

/**
 * The mean of the correlation of the rows of truth and prediction, from -1 to 1. Source: Keras {@code metrics/correlation_metrics.py}
 * PearsonCorrelation.
 */
public record PearsonCorrelation() implements RowMetric {
  @Override public Tensor rows(Tensor truth, Tensor prediction) {
    SameRank same = SameRank.of(truth, prediction);
    Tensor x = same.first().minus(NumPy.mean(same.first(), true, -1)), y = same.second().minus(NumPy.mean(same.second(), true, -1));
    Tensor scaled = x.dividedBy(NumPy.std(x, true, -1));
    return NumPy.mean(scaled.times(y.dividedBy(NumPy.std(y, true, -1))), false, -1);
  }
}
