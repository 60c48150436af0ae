package kerava.metrics;

import java.util.Map;
import kerava.ops.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The largest recall, tp / (tp + fn), at which the precision, tp / (tp + fp), is at least {@code precision}. Source: Keras
 * {@code metrics/confusion_metrics.py} RecallAtPrecision.
 *
 * @param numThresholds how many thresholds are tried, equally far apart from 0 to 1; one is 0.5
 * @param classId the only class that counts; null: all do
 */
public record RecallAtPrecision(double precision, int numThresholds, @Nullable Integer classId) implements BestUnderBound {
  public RecallAtPrecision { BestUnderBound.check("RecallAtPrecision", "precision", precision, numThresholds, classId); }

  public RecallAtPrecision(double precision) { this(precision, 200, null); }

  @Override public double bound() { return precision; }

  @Override public Tensor bounded(Map<String, Tensor> counts) { return BestUnderBound.precision(counts); }

  @Override public Tensor told(Map<String, Tensor> counts) { return BestUnderBound.sensitivity(counts); }
}
