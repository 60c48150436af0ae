package kerava.metrics;

import org.jspecify.annotations.Nullable;

/**
 * How many predictions not above a threshold have a label other than 0. Source: Keras {@code metrics/confusion_metrics.py} FalseNegatives.
 *
 * @param thresholds the threshold; null: 0.5
 */
public record FalseNegatives(@Nullable Thresholds thresholds) implements CountAtThreshold {
  public FalseNegatives() { this(null); }

  public FalseNegatives(double threshold) { this(new Thresholds(threshold)); }

  @Override public String counted() { return Confusion.FALSE_NEGATIVES; }
}
