package kerava.metrics;

/**
 * How many predictions not above a threshold have a label other than 0. Source: Keras {@code metrics/confusion_metrics.py} FalseNegatives.
 *
 * @param thresholds the threshold; null: 0.5
 */
public record FalseNegatives(Thresholds thresholds) implements CountAtThreshold {
  public FalseNegatives() { this(null); }

  public FalseNegatives(double threshold) { this(new Thresholds(threshold)); }

  @Override public String counted() { return Confusion.FALSE_NEGATIVES; }
}
