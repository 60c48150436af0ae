package kerava.constraints;

import static kerava.KeravaException.require;

import kerava.config.Axes;
import kerava.ops.Tensor;

/**
 * The norm along {@code axis} goes towards {@code minValue} .. {@code maxValue} by the share {@code rate} of the way. Source: Keras
 * {@code constraints/constraints.py}.
 */
public record MinMaxNorm(double minValue, double maxValue, double rate, Axes axis) implements Constraint {
  public MinMaxNorm {
    require(minValue >= 0 && minValue <= maxValue, "MinMaxNorm: minValue must be in 0 .. maxValue, got %s and %s", minValue, maxValue);
    require(rate >= 0 && rate <= 1, "MinMaxNorm: rate must be in 0 .. 1, got %s", rate);
  }

  public MinMaxNorm() { this(0, 1, 1, new Axes(0)); }

  @Override public Tensor call(Tensor w) {
    Tensor norms = Norms.of(w, axis), kept = norms.clip(minValue, maxValue);
    Tensor desired = kept.scaledBy(rate).plus(norms.scaledBy(1 - rate));
    return w.times(desired.dividedBy(Norms.divisor(norms)));
  }
}
