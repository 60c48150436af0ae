package kerava.regularizers;

import static kerava.KeravaException.require;

import kerava.config.AlsoCalled;
import kerava.ops.Tensor;

/** {@code l1 sum(abs(x)) + l2 sum(x^2)}. Source: Keras {@code regularizers/regularizers.py}. */
@AlsoCalled("l1_l2") public record L1L2(double l1, double l2) implements Regularizer {
  public L1L2 {
    require(l1 >= 0 && Double.isFinite(l1) && l2 >= 0 && Double.isFinite(l2), "L1L2: l1 and l2 must be numbers from 0 on, got %s and %s",
        l1, l2);
  }

  public L1L2() { this(0, 0); }

  @Override public Tensor call(Tensor x) {
    Tensor first = l1 == 0 ? null : x.abs().sum().scaledByCast((float) l1).timesOne("add");
    if (l2 == 0) return first == null ? x.number(0) : first;
    Tensor second = new L2(l2).call(x);
    return first == null ? second.timesOne("add") : first.plus(second);
  }
}
