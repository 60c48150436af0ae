package kerava.losses;

import kerava.config.AlsoCalled;
import kerava.ops.SameRank;
import kerava.ops.Tensor;

/**
 * {@code (truth - y)^2}, the mean over the last axis. Shapes: truth like y, (batch, ..., n); (batch) where y is (batch, 1).
 * Source: Keras {@code losses/losses.py} mean_squared_error.
 */
@AlsoCalled("mse") public record MeanSquaredError() implements FiniteTruth {
  @Override public Tensor losses(Tensor truth, Tensor prediction) {
    SameRank same = SameRank.of(truth, prediction);
    return same.first().minus(same.second()).square().mean(false, -1);
  }
}
