package kerava.losses;

import kerava.ops.Errors;
import kerava.ops.Tensor;

/**
 * {@code max(1 - truth y, 0)}, the mean over the last axis; truth is -1 or 1, or 0 or 1 in a whole batch, which become -1 and 1. Shapes:
 * truth like y, (batch, ..., n); (batch) where y is (batch, 1). Source: Keras {@code losses/losses.py} hinge.
 */
public record Hinge(Reduction reduction) implements FiniteTruth<Hinge> {
  public Hinge {
    Reduction.check("Hinge", reduction);
  }

  public Hinge() { this(Reduction.SUM_OVER_BATCH_SIZE); }

  @Override public Tensor losses(Tensor truth, Tensor prediction) { return Errors.hinge(truth, prediction); }
}
