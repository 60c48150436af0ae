package kerava.losses;

import kerava.ops.Errors;
import kerava.ops.Tensor;

/**
 * {@code log(cosh(y - truth))}, the mean over the last axis. Shapes: truth like y, (batch, ..., n); (batch) where y is (batch, 1).
 * Source: Keras {@code losses/losses.py} log_cosh.
 */
public record LogCosh(Reduction reduction) implements FiniteTruth<LogCosh> {
  public LogCosh {
    Reduction.check("LogCosh", reduction);
  }

  public LogCosh() { this(Reduction.SUM_OVER_BATCH_SIZE); }

  @Override public Tensor losses(Tensor truth, Tensor prediction) { return Errors.logCosh(truth, prediction); }
}
