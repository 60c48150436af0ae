package kerava.losses;

import java.util.stream.IntStream;
import kerava.ops.SameRank;
import kerava.ops.Tensor;

/**
 * {@code max(1 - truth y, 0)}, the mean over the last axis; truth is -1 or 1, or 0 or 1 in a whole batch, which become -1 and 1. Shapes: truth like y, (batch, ..., n); (batch) where y is (batch, 1).
 * Source: Keras {@code losses/losses.py} hinge.
 */
public record Hinge() implements FiniteTruth {
  @Override public Tensor losses(Tensor truth, Tensor prediction) {
    SameRank same = SameRank.of(truth, prediction);
    return margin(same.first(), same.second()).mean(false, -1);
  }

  /** What y is short of, or 0. */
  static Tensor margin(Tensor truth, Tensor y) { return signs(truth).times(y).subtractedFrom(1).maximum(0f); }

  private static Tensor signs(Tensor truth) {
    int[] all = IntStream.range(0, truth.rank()).toArray();
    return truth.equalTo(0f).or(truth.equalTo(1f)).all(false, all).where(truth.scaledBy(2).minus(1), truth);
  }
}
