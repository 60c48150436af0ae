package kerava.losses;

import kerava.config.AlsoCalled;
import kerava.ops.Errors;
import kerava.ops.Tensor;

/**
 * {@code 100 |truth - y| / max(|truth|, 1e-7)}, the mean over the last axis. Shapes: truth like y, (batch, ..., n); (batch) where y is
 * (batch, 1). Source: Keras {@code losses/losses.py} mean_absolute_percentage_error.
 */
@AlsoCalled("mape") public record MeanAbsolutePercentageError(Reduction reduction) implements FiniteTruth<MeanAbsolutePercentageError> {
  public MeanAbsolutePercentageError {
    Reduction.check("MeanAbsolutePercentageError", reduction);
  }

  public MeanAbsolutePercentageError() { this(Reduction.SUM_OVER_BATCH_SIZE); }

  @Override public Tensor losses(Tensor truth, Tensor prediction) { return Errors.meanAbsolutePercentage(truth, prediction); }
}
