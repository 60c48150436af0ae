package kerava.layers;

import java.util.List;
import java.util.function.IntFunction;
import kerava.config.Settings;
import kerava.initializers.Initializer;
import kerava.ops.Tensor;

/**
 * A record with the settings of a long short-term memory, and what such a cell makes of its gates.
 *
 * @param <L> its own class
 */
@SuppressWarnings("unchecked") // a copy of a record is of its class
interface WithForgetBias<L> extends CellRule, WithRecurrentActivation<L> {
  boolean unitForgetBias();

  /** Whether the bias of the gate that forgets begins with ones. */
  default L withUnitForgetBias(boolean unitForgetBias) { return (L) Settings.with((Record) this, "unitForgetBias", unitForgetBias); }

  @Override default int gates() { return 4; }

  @Override default Initializer firstBias() { return unitForgetBias() ? new ForgetBias(biasInitializer()) : biasInitializer(); }

  /**
   * The output and the states after a step. {@code z}: the sums for the gates that let in and forget, the candidate, and the gate that lets
   * out; {@code before}: c.
   */
  default List<Tensor> remembered(IntFunction<Tensor> z, Tensor before) {
    Tensor in = recurrentActivation().call(z.apply(0)), forget = recurrentActivation().call(z.apply(1));
    Tensor kept = forget.times(before), c = kept.plus(in.times(activation().call(z.apply(2))));
    Tensor out = recurrentActivation().call(z.apply(3)), h = out.times(activation().call(c));
    return List.of(h, h, c);
  }
}
