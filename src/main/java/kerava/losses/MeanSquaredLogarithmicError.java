package kerava.losses;

import kerava.config.AlsoCalled;
import kerava.ops.SameRank;
import kerava.ops.Tensor;

/**
 * {@code (log(1 + max(y, 1e-7)) - log(1 + max(truth, 1e-7)))^2}, the mean over the last axis. Shapes: truth like y, (batch, ..., n); (batch) where y is (batch, 1).
 * Source: Keras {@code losses/losses.py} mean_squared_logarithmic_error.
 */
@AlsoCalled("msle") public record MeanSquaredLogarithmicError() implements FiniteTruth {
  @Override public Tensor losses(Tensor truth, Tensor prediction) {
    SameRank same = SameRank.of(truth, prediction);
    return logarithm(same.second()).minus(logarithm(same.first())).square().mean(false, -1);
  }

  private static Tensor logarithm(Tensor x) { return x.maximum(Epsilon.VALUE).add(1).log(); }
}
