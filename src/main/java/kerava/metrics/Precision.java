package kerava.metrics;

import static kerava.metrics.Confusion.FALSE_POSITIVES;

import org.jspecify.annotations.Nullable;

/**
 * The share of those that are right among the predictions above a threshold; 0 if there are none. Shapes: truth and prediction alike.
 * Source: Keras {@code metrics/confusion_metrics.py} Precision.
 *
 * @param thresholds the threshold; null: 0.5, or with {@code topK} one that all of these are above
 * @param topK how many of each row's predictions may be above it, the largest; null: all
 * @param classId the only class that counts; null: all do
 */
public record Precision(@Nullable Thresholds thresholds, @Nullable Integer topK, @Nullable Integer classId) implements ShareOfPositives {
  public Precision { ShareOfPositives.check("Precision", topK, classId); }

  public Precision() { this(null, null, null); }

  public Precision(double threshold) { this(new Thresholds(threshold), null, null); }

  @Override public String others() { return FALSE_POSITIVES; }
}
