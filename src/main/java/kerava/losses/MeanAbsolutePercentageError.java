package kerava.losses;

import kerava.config.AlsoCalled;
import kerava.ops.SameRank;
import kerava.ops.Tensor;

/**
 * {@code 100 |truth - y| / max(|truth|, 1e-7)}, the mean over the last axis. Shapes: truth like y, (batch, ..., n); (batch) where y is (batch, 1).
 * Source: Keras {@code losses/losses.py} mean_absolute_percentage_error.
 */
@AlsoCalled("mape") public record MeanAbsolutePercentageError() implements FiniteTruth {
  @Override public Tensor losses(Tensor truth, Tensor prediction) {
    SameRank same = SameRank.of(truth, prediction);
    Tensor given = same.first();
    return given.minus(same.second()).dividedBy(given.abs().maximum(Epsilon.VALUE)).abs().mean(false, -1).scaledBy(100);
  }
}
