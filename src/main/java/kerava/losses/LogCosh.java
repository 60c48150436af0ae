package kerava.losses;

import kerava.ops.SameRank;
import kerava.ops.Tensor;

/**
 * {@code log(cosh(y - truth))}, the mean over the last axis. Shapes: truth like y, (batch, ..., n); (batch) where y is (batch, 1).
 * Source: Keras {@code losses/losses.py} log_cosh.
 */
public record LogCosh() implements FiniteTruth {
  private static final float LOG_2 = (float) Math.log(2);

  @Override public Tensor losses(Tensor truth, Tensor prediction) {
    SameRank same = SameRank.of(truth, prediction);
    Tensor error = same.second().minus(same.first());
    return error.plus(error.times(-2f).softplus()).minus(LOG_2).mean(false, -1);
  }
}
