package kerava.losses;

import kerava.config.AlsoCalled;
import kerava.ops.SameRank;
import kerava.ops.Tensor;

/**
 * {@code sum(truth log(truth / y))} over the last axis, both kept within 1e-7 .. 1. Shapes: truth and y (batch, ..., classes), probabilities.
 * Source: Kullback and Leibler, "On information and sufficiency", 1951; Keras {@code losses/losses.py} kl_divergence.
 */
@AlsoCalled("kld") public record KLDivergence() implements FiniteTruth {
  @Override public Tensor losses(Tensor truth, Tensor prediction) {
    SameRank same = SameRank.of(truth, prediction);
    Tensor p = same.first().clip(Epsilon.VALUE, 1), q = same.second().clip(Epsilon.VALUE, 1);
    return p.times(p.dividedBy(q).log()).sumOver(false, -1);
  }
}
