package kerava.metrics;

import org.jspecify.annotations.Nullable;

/**
 * How many predictions above a threshold have a label other than 0. Source: Keras {@code metrics/confusion_metrics.py} TruePositives.
 *
 * @param thresholds the threshold; null: 0.5
 */
public record TruePositives(@Nullable Thresholds thresholds) implements CountAtThreshold {
  public TruePositives() { this(null); }

  public TruePositives(double threshold) { this(new Thresholds(threshold)); }

  @Override public String counted() { return Confusion.TRUE_POSITIVES; }
}
