package kerava.losses;

import kerava.config.AlsoCalled;
import kerava.ops.Errors;
import kerava.ops.Tensor;

/**
 * {@code (truth - y)^2}, the mean over the last axis. Shapes: truth like y, (batch, ..., n); (batch) where y is (batch, 1).
 * Source: Keras {@code losses/losses.py} mean_squared_error.
 */
@AlsoCalled("mse") public record MeanSquaredError(Reduction reduction) implements FiniteTruth<MeanSquaredError> {
  public MeanSquaredError {
    Reduction.check("MeanSquaredError", reduction);
  }

  public MeanSquaredError() { this(Reduction.SUM_OVER_BATCH_SIZE); }

  @Override public Tensor losses(Tensor truth, Tensor prediction) { return Errors.meanSquared(truth, prediction); }
}
