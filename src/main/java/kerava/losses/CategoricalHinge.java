package kerava.losses;

import kerava.ops.Errors;
import kerava.ops.Tensor;

/**
 * {@code max(1 + max((1 - truth) y) - sum(truth y), 0)} over the last axis. Shapes: truth and y (batch, ..., classes); a row of truth is
 * one-hot. Source: Keras {@code losses/losses.py} categorical_hinge.
 */
public record CategoricalHinge(Reduction reduction) implements FiniteTruth<CategoricalHinge> {
  public CategoricalHinge {
    Reduction.check("CategoricalHinge", reduction);
  }

  public CategoricalHinge() { this(Reduction.SUM_OVER_BATCH_SIZE); }

  @Override public Tensor losses(Tensor truth, Tensor prediction) { return Errors.categoricalHinge(truth, prediction); }
}
