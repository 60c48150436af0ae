package kerava.losses;

import kerava.config.AlsoCalled;
import kerava.ops.SameRank;
import kerava.ops.Tensor;

/**
 * {@code |truth - y|}, the mean over the last axis. Shapes: truth like y, (batch, ..., n); (batch) where y is (batch, 1).
 * Source: Keras {@code losses/losses.py} mean_absolute_error.
 */
@AlsoCalled("mae") public record MeanAbsoluteError() implements FiniteTruth {
  @Override public Tensor losses(Tensor truth, Tensor prediction) {
    SameRank same = SameRank.of(truth, prediction);
    return same.first().minus(same.second()).abs().mean(false, -1);
  }
}
