package kerava.losses;

import static kerava.KeravaException.require;

import kerava.ops.SameRank;
import kerava.ops.Tensor;

/**
 * {@code (y - truth)^2 / 2} where {@code |y - truth| <= delta}, else {@code delta |y - truth| - delta^2 / 2}; the mean over the last axis.
 * Shapes: truth like y, (batch, ..., n); (batch) where y is (batch, 1). Source: Huber, "Robust estimation of a location parameter", 1964;
 * Keras {@code losses/losses.py} huber.
 */
public record Huber(double delta, Reduction reduction) implements FiniteTruth<Huber> {
  public Huber {
    Reduction.check("Huber", reduction);
    require(delta > 0, "Huber: delta must be positive, got %s", delta);
  }

  public Huber() { this(1); }

  public Huber(double delta) { this(delta, Reduction.SUM_OVER_BATCH_SIZE); }

  @Override public Tensor losses(Tensor truth, Tensor prediction) {
    SameRank same = SameRank.of(truth, prediction);
    Tensor error = same.second().subtract(same.first()), size = error.abs();
    float at = (float) delta;
    return size.lessEqual(at).where(error.square().scaledBy(0.5f), size.scaledBy(at).minus(0.5f * (at * at))).mean(false, -1);
  }
}
