package kerava.layers;

import java.util.List;
import java.util.function.IntFunction;
import kerava.ops.Tensor;

/**
 * The step of an {@link LSTM}.
 *
 * @param <L> the class of the record that has its settings
 */
interface LSTMRule<L> extends UnitsRule, WithForgetBias<L> {
  @Override default List<Integer> stateSizes() { return List.of(units(), units()); }

  @Override default List<Tensor> step(CellStep s, Tensor x, List<Tensor> states) {
    IntFunction<Tensor> z = isApart() ? apart(s, x, states.get(0)) : together(s, x, states.get(0))::get;
    return remembered(z, states.get(1));
  }

  private List<Tensor> together(CellStep s, Tensor x, Tensor h) {
    Tensor product = s.inputs(x, 1).get(0).matmul(s.weight(KERNEL)), z = product.add(h.matmul(s.weight(RECURRENT)));
    return (useBias() ? z.add(s.weight(BIAS)) : z).split(4, 1);
  }

  private IntFunction<Tensor> apart(CellStep s, Tensor x, Tensor h) {
    List<Tensor> products = s.inputs(x, 4), kernels = s.weight(KERNEL).split(4, 1);
    for (int i = 0; i < 4; i++) products.set(i, products.get(i).matmul(kernels.get(i)));
    if (useBias()) {
      List<Tensor> biases = s.weight(BIAS).split(4, 0);
      for (int i = 0; i < 4; i++) products.set(i, products.get(i).plus(biases.get(i)));
    }
    List<Tensor> before = s.states(h, 4);
    return i -> products.get(i).plus(before.get(i).matmul(part(i == 0 ? s.weight(RECURRENT) : s.reread(RECURRENT), i)));
  }
}
