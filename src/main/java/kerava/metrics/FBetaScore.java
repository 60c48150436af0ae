package kerava.metrics;

import org.jspecify.annotations.Nullable;

/**
 * The harmonic mean of precision and recall, in which recall weighs {@code beta} times as much. Shapes: truth and prediction (batch,
 * classes). Source: Keras {@code metrics/f_score_metrics.py} FBetaScore.
 *
 * @param average what is made of the classes' scores; null: nothing, as of one class
 * @param threshold predictions above it are positive; null: the largest of each row are
 */
public record FBetaScore(@Nullable Average average, double beta, @Nullable Double threshold) implements FScore {
  /** Of all counts together; of the classes' scores alike; or by how often the classes occur. */
  public enum Average {
    MICRO,
    MACRO,
    WEIGHTED
  }

  public FBetaScore { FScore.check("FBetaScore", beta, threshold); }

  public FBetaScore() { this(null); }

  public FBetaScore(Average average) { this(average, 1, null); }

  /** As Keras calls it. */
  @Override public String logName() { return "fbeta_score"; }
}
