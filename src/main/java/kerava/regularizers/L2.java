package kerava.regularizers;

import static kerava.KeravaException.require;

import kerava.ops.Tensor;

/** {@code l2 sum(x^2)}. Source: Keras {@code regularizers/regularizers.py}. */
public record L2(double l2) implements Regularizer {
  public L2 { require(l2 >= 0 && Double.isFinite(l2), "L2: l2 must be a number from 0 on, got %s", l2); }

  public L2() { this(0.01); }

  @Override public Tensor call(Tensor x) { return x.square().sum().scaledByCast((float) l2); }
}
