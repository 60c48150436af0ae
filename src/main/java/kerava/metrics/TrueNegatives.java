package kerava.metrics;

import org.jspecify.annotations.Nullable;

/**
 * How many predictions not above a threshold have a label of 0. Source: Keras {@code metrics/confusion_metrics.py} TrueNegatives.
 *
 * @param thresholds the threshold; null: 0.5
 */
public record TrueNegatives(@Nullable Thresholds thresholds) implements CountAtThreshold {
  public TrueNegatives() { this(null); }

  public TrueNegatives(double threshold) { this(new Thresholds(threshold)); }

  @Override public String counted() { return Confusion.TRUE_NEGATIVES; }
}
