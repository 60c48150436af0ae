package kerava.losses;

import kerava.ops.SameRank;
import kerava.ops.Tensor;

/**
 * {@code y - truth log(y + 1e-7)}, the mean over the last axis; y must be positive. Shapes: truth like y, (batch, ..., n); (batch) where y is (batch, 1).
 * Source: Keras {@code losses/losses.py} poisson.
 */
public record Poisson() implements FiniteTruth {
  @Override public Tensor losses(Tensor truth, Tensor prediction) {
    SameRank same = SameRank.of(truth, prediction);
    Tensor y = same.second();
    return y.minus(same.first().times(y.add(Epsilon.VALUE).log())).mean(false, -1);
  }
}
