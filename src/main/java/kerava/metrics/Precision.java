package kerava.metrics;

import static kerava.metrics.Confusion.FALSE_POSITIVES;

/**
 * The share of those that are right among the predictions above a threshold; 0 if there are none. Shapes: truth and prediction alike.
 * Source: Keras {@code metrics/confusion_metrics.py} Precision.
 *
 * @param thresholds the threshold; null: 0.5
 */
public record Precision(Double thresholds) implements ShareOfPositives {
  public Precision() { this(null); }

  @Override public String others() { return FALSE_POSITIVES; }
}
