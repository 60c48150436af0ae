package kerava.constraints;

import kerava.ops.Tensor;

/** No element is negative. Source: Keras {@code constraints/constraints.py}. */
public record NonNeg() implements Constraint {
  @Override public Tensor call(Tensor w) { return w.maximum(0); }
}
