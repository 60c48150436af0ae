package kerava.constraints;

import static kerava.KeravaException.require;

import kerava.config.Axes;
import kerava.ops.Tensor;

/** The norm along {@code axis} is at most {@code maxValue}. Source: Keras {@code constraints/constraints.py}; Srivastava et al., 2014. */
public record MaxNorm(double maxValue, Axes axis) implements Constraint {
  public MaxNorm { require(maxValue >= 0, "MaxNorm: maxValue must not be negative, got %s", maxValue); }

  public MaxNorm() { this(2); }

  public MaxNorm(double maxValue) { this(maxValue, new Axes(0)); }

  @Override public Tensor call(Tensor w) {
    Tensor norms = Norms.of(w, axis);
    return w.times(norms.clip(0, maxValue).dividedBy(Norms.divisor(norms)));
  }
}
