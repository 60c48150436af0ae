package kerava.losses;

import kerava.config.AlsoCalled;
import kerava.ops.Errors;
import kerava.ops.Tensor;

/**
 * {@code (log(1 + max(y, 1e-7)) - log(1 + max(truth, 1e-7)))^2}, the mean over the last axis. Shapes: truth like y, (batch, ..., n);
 * (batch) where y is (batch, 1). Source: Keras {@code losses/losses.py} mean_squared_logarithmic_error.
 */
@AlsoCalled("msle") public record MeanSquaredLogarithmicError(Reduction reduction) implements FiniteTruth<MeanSquaredLogarithmicError> {
  public MeanSquaredLogarithmicError {
    Reduction.check("MeanSquaredLogarithmicError", reduction);
  }

  public MeanSquaredLogarithmicError() { this(Reduction.SUM_OVER_BATCH_SIZE); }

  @Override public Tensor losses(Tensor truth, Tensor prediction) { return Errors.meanSquaredLogarithmic(truth, prediction); }
}
