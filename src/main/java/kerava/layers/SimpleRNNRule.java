package kerava.layers;

import java.util.List;
import kerava.activations.ActivationFunction;
import kerava.ops.Tensor;

/**
 * The step of a {@link SimpleRNN}.
 *
 * @param <L> the class of the record that has its settings
 */
interface SimpleRNNRule<L> extends UnitsRule, WithCell<L> {
  ActivationFunction activation();

  @Override default List<Integer> stateSizes() { return List.of(units()); }

  @Override default int gates() { return 1; }

  @Override default List<Tensor> step(CellStep s, Tensor x, List<Tensor> states) {
    Tensor product = s.inputs(x, 1).get(0).matmul(s.weight(KERNEL)), given = useBias() ? product.add(s.weight(BIAS)) : product;
    Tensor h = activation().call(given.plus(s.states(states.get(0), 1).get(0).matmul(s.weight(RECURRENT))));
    return List.of(h, h);
  }
}
