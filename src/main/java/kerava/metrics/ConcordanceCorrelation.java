package kerava.metrics;

import kerava.ops.Epsilon;
import kerava.ops.NumPy;
import kerava.ops.SameRank;
import kerava.ops.Tensor;

/**
 * The mean of how well the rows of truth and prediction agree, {@code 2 covariance / (var(truth) + var(y) + (mean(truth) - mean(y))^2)};
 * the covariance is Keras's, {@code (truth - mean(y)) (y - mean(y))}. Source: Keras {@code metrics/correlation_metrics.py}
 * ConcordanceCorrelation.
 */
public record ConcordanceCorrelation() implements RowMetric {
  @Override public Tensor rows(Tensor truth, Tensor prediction) {
    SameRank same = SameRank.of(truth, prediction);
    Tensor x = same.first(), y = same.second(), xMean = NumPy.mean(x, true, -1), yMean = NumPy.mean(y, true, -1);
    Tensor xVariance = NumPy.variance(x.minus(xMean), true, -1), yVariance = NumPy.variance(y.minus(yMean), true, -1);
    Tensor covariance = x.minus(yMean).times(y.minus(yMean));
    Tensor norm = xVariance.plus(yVariance).plus(xMean.minus(yMean).square());
    return NumPy.mean(covariance.scaledBy(2).dividedBy(norm.plus(norm.number(Epsilon.VALUE))), false, -1);
  }
}
