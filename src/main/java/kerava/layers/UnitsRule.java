package kerava.layers;

import static kerava.KeravaException.require;

import kerava.ops.Slice;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * A cell by products of vectors with matrices. Weights: kernel (features, gates units), recurrent_kernel (units, gates units), bias (gates
 * units).
 */
interface UnitsRule extends CellRule, VectorCell {
  int units();

  @Override default Shape kernelShape(Shape x) { return Shape.of(x.last(), gates() * units()); }

  @Override default Shape recurrentShape() { return Shape.of(units(), gates() * units()); }

  @Override default Shape biasShape() { return Shape.of(gates() * units()); }

  /** The columns {@code gate} of a kernel, or the part of a bias. */
  default Tensor part(Tensor weight, int gate) {
    Slice columns = gate == 0
        ? Slice.to(units())
        : gate == gates() - 1 ? Slice.from(gate * units()) : Slice.range(gate * units(), (gate + 1) * units());
    return weight.rank() == 1 ? weight.slice(columns) : weight.slice(Slice.all(), columns);
  }

  /** Refuses settings that no such cell can have. {@code given}: activations and initializers. */
  static void check(String who, int units, double dropout, double recurrentDropout, Object... given) {
    require(units >= 1, "%s: units must be at least 1, got %d; give the number of outputs of a step", who, units);
    CellRule.check(who, dropout, recurrentDropout, given);
  }
}
