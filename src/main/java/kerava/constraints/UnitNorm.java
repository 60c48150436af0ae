package kerava.constraints;

import kerava.config.Axes;
import kerava.ops.Tensor;

/** The norm along {@code axis} is 1. Source: Keras {@code constraints/constraints.py}. */
public record UnitNorm(Axes axis) implements Constraint {
  public UnitNorm() { this(new Axes(0)); }

  @Override public Tensor call(Tensor w) { return w.dividedBy(Norms.divisor(Norms.of(w, axis))); }
}
