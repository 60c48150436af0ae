package kerava.losses;

import kerava.ops.Errors;
import kerava.ops.Tensor;

/**
 * {@code y - truth log(y + 1e-7)}, the mean over the last axis; y must be positive. Shapes: truth like y, (batch, ..., n); (batch) where y
 * is (batch, 1). Source: Keras {@code losses/losses.py} poisson.
 */
public record Poisson(Reduction reduction) implements FiniteTruth<Poisson> {
  public Poisson {
    Reduction.check("Poisson", reduction);
  }

  public Poisson() { this(Reduction.SUM_OVER_BATCH_SIZE); }

  @Override public Tensor losses(Tensor truth, Tensor prediction) { return Errors.poisson(truth, prediction); }
}
