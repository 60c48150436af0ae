package kerava.losses;

import kerava.config.AlsoCalled;
import kerava.ops.Crossentropy;
import kerava.ops.Tensor;

/**
 * {@code sum(truth log(truth / y))} over the last axis, both kept within 1e-7 .. 1. Shapes: truth and y (batch, ..., classes),
 * probabilities. Source: Kullback and Leibler, "On information and sufficiency", 1951; Keras {@code losses/losses.py} kl_divergence.
 */
@AlsoCalled("kld") public record KLDivergence(Reduction reduction) implements FiniteTruth<KLDivergence> {
  public KLDivergence {
    Reduction.check("KLDivergence", reduction);
  }

  public KLDivergence() { this(Reduction.SUM_OVER_BATCH_SIZE); }

  @Override public Tensor losses(Tensor truth, Tensor prediction) { return Crossentropy.klDivergence(truth, prediction); }
}
