package kerava.constraints;

import kerava.config.Axes;
import kerava.ops.Tensor;

/** The norms of a weight along some axes, which are kept with size 1. Source: Keras {@code constraints/constraints.py}. */
final class Norms {
  private static final double EPSILON = 1e-7;

  private Norms() {}

  static Tensor of(Tensor w, Axes axes) { return w.square().sumOver(true, axes.toArray()).sqrt(); }

  /** {@code norms}, never 0. */
  static Tensor divisor(Tensor norms) { return norms.add(EPSILON); }
}
