package kerava.metrics;

import static kerava.metrics.Confusion.FALSE_NEGATIVES;

/**
 * The share of the predictions above a threshold among those whose label is not 0; 0 if there are none. Shapes: truth and prediction alike.
 * Source: Keras {@code metrics/confusion_metrics.py} Recall.
 *
 * @param thresholds the threshold; null: 0.5
 */
public record Recall(Double thresholds) implements ShareOfPositives {
  public Recall() { this(null); }

  @Override public String others() { return FALSE_NEGATIVES; }
}
