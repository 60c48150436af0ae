package kerava.ops;

import java.util.stream.IntStream;

/**
 * How far predictions are from the truth, a number for each row: what losses and metrics share. Shapes: truth and y (batch, ..., n), or
 * either of them without a last axis of 1; the result has no last axis. Source: Keras {@code losses/losses.py}.
 */
public final class Errors {
  private static final float LOG_2 = (float) Math.log(2);

  private Errors() {}

  /** The mean of {@code (truth - y)^2}. */
  public static Tensor meanSquared(Tensor truth, Tensor prediction) {
    SameRank same = SameRank.of(truth, prediction);
    return same.first().minus(same.second()).square().mean(false, -1);
  }

  /** The mean of {@code |truth - y|}. */
  public static Tensor meanAbsolute(Tensor truth, Tensor prediction) {
    SameRank same = SameRank.of(truth, prediction);
    return same.first().minus(same.second()).abs().mean(false, -1);
  }

  /** The mean of {@code 100 |truth - y| / max(|truth|, 1e-7)}. */
  public static Tensor meanAbsolutePercentage(Tensor truth, Tensor prediction) {
    SameRank same = SameRank.of(truth, prediction);
    Tensor given = same.first();
    return given.minus(same.second()).dividedBy(given.abs().maximum(Epsilon.VALUE)).abs().mean(false, -1).scaledBy(100);
  }

  /** The mean of {@code (log(1 + max(y, 1e-7)) - log(1 + max(truth, 1e-7)))^2}. */
  public static Tensor meanSquaredLogarithmic(Tensor truth, Tensor prediction) {
    SameRank same = SameRank.of(truth, prediction);
    return logarithm(same.second()).minus(logarithm(same.first())).square().mean(false, -1);
  }

  private static Tensor logarithm(Tensor x) { return x.maximum(Epsilon.VALUE).add(1).log(); }

  /** The mean of {@code log(cosh(y - truth))}. */
  public static Tensor logCosh(Tensor truth, Tensor prediction) {
    SameRank same = SameRank.of(truth, prediction);
    Tensor error = same.second().minus(same.first());
    return error.plus(error.times(-2f).softplus()).minus(LOG_2).mean(false, -1);
  }

  /**
   * {@code sum(truth y) / (|truth| |y|)}, |x| the root of the sum of squares but at least 1e-7; the sums over {@code axis}. Source: Keras
   * {@code ops/nn.py} normalize.
   */
  public static Tensor cosine(Tensor truth, Tensor prediction, int axis) {
    SameRank same = SameRank.of(truth, prediction);
    Tensor y = Normalization.l2Normalize(same.second(), axis);
    return Normalization.l2Normalize(same.first(), axis).times(y).sumOver(false, axis);
  }

  /** The mean of {@code y - truth log(y + 1e-7)}. */
  public static Tensor poisson(Tensor truth, Tensor prediction) {
    SameRank same = SameRank.of(truth, prediction);
    Tensor y = same.second();
    return y.minus(same.first().times(y.add(Epsilon.VALUE).log())).mean(false, -1);
  }

  /** The mean of {@code max(1 - truth y, 0)}; truth is -1 or 1, or 0 or 1 in a whole batch, which become -1 and 1. */
  public static Tensor hinge(Tensor truth, Tensor prediction) { return margin(truth, prediction).mean(false, -1); }

  /** The mean of {@code max(1 - truth y, 0)^2}, of truth as in {@link #hinge}. */
  public static Tensor squaredHinge(Tensor truth, Tensor prediction) { return margin(truth, prediction).square().mean(false, -1); }

  /** What y is short of, or 0. */
  private static Tensor margin(Tensor truth, Tensor prediction) {
    SameRank same = SameRank.of(truth, prediction);
    return signs(same.first()).times(same.second()).subtractedFrom(1).maximum(0f);
  }

  private static Tensor signs(Tensor truth) {
    int[] all = IntStream.range(0, truth.rank()).toArray();
    return truth.equalTo(0f).or(truth.equalTo(1f)).all(false, all).where(truth.scaledBy(2).minus(1), truth);
  }

  /** {@code max(1 + max((1 - truth) y) - sum(truth y), 0)}; a row of truth is one-hot. */
  public static Tensor categoricalHinge(Tensor truth, Tensor prediction) {
    SameRank same = SameRank.of(truth, prediction);
    Tensor truths = same.first(), y = same.second(), right = truths.times(y).sumOver(false, -1);
    return truths.subtractedFrom(1).times(y).maxOver(false, -1).minus(right).add(1).maximum(0f);
  }
}
