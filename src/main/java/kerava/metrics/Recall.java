package kerava.metrics;

import static kerava.metrics.Confusion.FALSE_NEGATIVES;

import org.jspecify.annotations.Nullable;

/**
 * The share of the predictions above a threshold among those whose label is not 0; 0 if there are none. Shapes: truth and prediction alike.
 * Source: Keras {@code metrics/confusion_metrics.py} Recall.
 *
 * @param thresholds the threshold; null: 0.5, or with {@code topK} one that all of these are above
 * @param topK how many of each row's predictions may be above it, the largest; null: all
 * @param classId the only class that counts; null: all do
 */
public record Recall(@Nullable Thresholds thresholds, @Nullable Integer topK, @Nullable Integer classId) implements ShareOfPositives {
  public Recall { ShareOfPositives.check("Recall", topK, classId); }

  public Recall() { this(null, null, null); }

  public Recall(double threshold) { this(new Thresholds(threshold), null, null); }

  @Override public String others() { return FALSE_NEGATIVES; }
}
