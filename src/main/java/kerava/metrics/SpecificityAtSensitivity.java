package kerava.metrics;

import java.util.Map;
import kerava.ops.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The largest specificity, tn / (tn + fp), at which the sensitivity, tp / (tp + fn), is at least {@code sensitivity}. Source: Keras
 * {@code metrics/confusion_metrics.py} SpecificityAtSensitivity.
 *
 * @param numThresholds how many thresholds are tried, equally far apart from 0 to 1; one is 0.5
 * @param classId the only class that counts; null: all do
 */
public record SpecificityAtSensitivity(double sensitivity, int numThresholds, @Nullable Integer classId) implements BestUnderBound {
  public SpecificityAtSensitivity { BestUnderBound.check("SpecificityAtSensitivity", "sensitivity", sensitivity, numThresholds, classId); }

  public SpecificityAtSensitivity(double sensitivity) { this(sensitivity, 200, null); }

  @Override public double bound() { return sensitivity; }

  @Override public Tensor bounded(Map<String, Tensor> counts) { return BestUnderBound.sensitivity(counts); }

  @Override public Tensor told(Map<String, Tensor> counts) { return BestUnderBound.specificity(counts); }
}
