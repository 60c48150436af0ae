package kerava.metrics;

import org.jspecify.annotations.Nullable;

/**
 * How many predictions above a threshold have a label of 0. Source: Keras {@code metrics/confusion_metrics.py} FalsePositives.
 *
 * @param thresholds the threshold; null: 0.5
 */
public record FalsePositives(@Nullable Thresholds thresholds) implements CountAtThreshold {
  public FalsePositives() { this(null); }

  public FalsePositives(double threshold) { this(new Thresholds(threshold)); }

  @Override public String counted() { return Confusion.FALSE_POSITIVES; }
}
