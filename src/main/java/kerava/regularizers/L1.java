package kerava.regularizers;

import static kerava.KeravaException.require;

import kerava.ops.Tensor;

/** {@code l1 sum(abs(x))}. Source: Keras {@code regularizers/regularizers.py}. */
public record L1(double l1) implements Regularizer {
  public L1 { require(l1 >= 0 && Double.isFinite(l1), "L1: l1 must be a number from 0 on, got %s", l1); }

  public L1() { this(0.01); }

  @Override public Tensor call(Tensor x) { return x.abs().sum().scaledBy((float) l1); }
}
