package kerava.losses;

import kerava.ops.SameRank;
import kerava.ops.Tensor;

/**
 * {@code max(1 + max((1 - truth) y) - sum(truth y), 0)} over the last axis. Shapes: truth and y (batch, ..., classes); a row of truth is one-hot.
 * Source: Keras {@code losses/losses.py} categorical_hinge.
 */
public record CategoricalHinge() implements FiniteTruth {
  @Override public Tensor losses(Tensor truth, Tensor prediction) {
    SameRank same = SameRank.of(truth, prediction);
    Tensor truths = same.first(), y = same.second(), right = truths.times(y).sumOver(false, -1);
    return truths.subtractedFrom(1).times(y).maxOver(false, -1).minus(right).add(1).maximum(0f);
  }
}
