package kerava.losses;

import kerava.config.AlsoCalled;
import kerava.ops.Errors;
import kerava.ops.Tensor;

/**
 * {@code |truth - y|}, the mean over the last axis. Shapes: truth like y, (batch, ..., n); (batch) where y is (batch, 1).
 * Source: Keras {@code losses/losses.py} mean_absolute_error.
 */
@AlsoCalled("mae") public record MeanAbsoluteError(Reduction reduction) implements FiniteTruth<MeanAbsoluteError> {
  public MeanAbsoluteError {
    Reduction.check("MeanAbsoluteError", reduction);
  }

  public MeanAbsoluteError() { this(Reduction.SUM_OVER_BATCH_SIZE); }

  @Override public Tensor losses(Tensor truth, Tensor prediction) { return Errors.meanAbsolute(truth, prediction); }
}
