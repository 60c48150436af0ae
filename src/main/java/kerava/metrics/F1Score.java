package kerava.metrics;

import org.jspecify.annotations.Nullable;

/**
 * {@link FBetaScore} with a beta of 1. Source: Keras {@code metrics/f_score_metrics.py} F1Score.
 *
 * @param average what is made of the classes' scores; null: nothing, as of one class
 * @param threshold predictions above it are positive; null: the largest of each row are
 */
public record F1Score(FBetaScore.@Nullable Average average, @Nullable Double threshold) implements FScore {
  public F1Score { FScore.check("F1Score", 1, threshold); }

  public F1Score() { this(null); }

  public F1Score(FBetaScore.Average average) { this(average, null); }

  @Override public double beta() { return 1; }
}
