package kerava.metrics;

import java.util.Map;
import kerava.ops.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The largest precision, tp / (tp + fp), at which the recall, tp / (tp + fn), is at least {@code recall}. Source: Keras
 * {@code metrics/confusion_metrics.py} PrecisionAtRecall.
 *
 * @param numThresholds how many thresholds are tried, equally far apart from 0 to 1; one is 0.5
 * @param classId the only class that counts; null: all do
 */
public record PrecisionAtRecall(double recall, int numThresholds, @Nullable Integer classId) implements BestUnderBound {
  public PrecisionAtRecall { BestUnderBound.check("PrecisionAtRecall", "recall", recall, numThresholds, classId); }

  public PrecisionAtRecall(double recall) { this(recall, 200, null); }

  @Override public double bound() { return recall; }

  @Override public Tensor bounded(Map<String, Tensor> counts) { return BestUnderBound.sensitivity(counts); }

  @Override public Tensor told(Map<String, Tensor> counts) { return BestUnderBound.precision(counts); }
}
