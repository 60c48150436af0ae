package kerava.metrics;

import java.util.Map;
import kerava.ops.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The largest sensitivity, tp / (tp + fn), at which the specificity, tn / (tn + fp), is at least {@code specificity}. Source: Keras
 * {@code metrics/confusion_metrics.py} SensitivityAtSpecificity.
 *
 * @param numThresholds how many thresholds are tried, equally far apart from 0 to 1; one is 0.5
 * @param classId the only class that counts; null: all do
 */
public record SensitivityAtSpecificity(double specificity, int numThresholds, @Nullable Integer classId) implements BestUnderBound {
  public SensitivityAtSpecificity { BestUnderBound.check("SensitivityAtSpecificity", "specificity", specificity, numThresholds, classId); }

  public SensitivityAtSpecificity(double specificity) { this(specificity, 200, null); }

  @Override public double bound() { return specificity; }

  @Override public Tensor bounded(Map<String, Tensor> counts) { return BestUnderBound.specificity(counts); }

  @Override public Tensor told(Map<String, Tensor> counts) { return BestUnderBound.sensitivity(counts); }
}
