package kerava.losses;

import kerava.ops.SameRank;
import kerava.ops.Tensor;

/**
 * {@code -sum(truth y) / (|truth| |y|)} over the last axis, |x| the root of the sum of squares but at least 1e-7: from -1, for the same direction, to 1.
 * Shapes: truth like y, (batch, ..., n); (batch) where y is (batch, 1).
 * Source: Keras {@code losses/losses.py} cosine_similarity, {@code ops/nn.py} normalize.
 */
public record CosineSimilarity() implements FiniteTruth {
  private static final float MOST = 1 / Epsilon.VALUE;

  @Override public Tensor losses(Tensor truth, Tensor prediction) {
    SameRank same = SameRank.of(truth, prediction);
    Tensor y = normalized(same.second());
    return normalized(same.first()).times(y).sumOver(false, -1).negative();
  }

  private static Tensor normalized(Tensor x) { return x.times(x.square().sumOver(true, -1).rsqrt().minimum(MOST)); }
}
