package kerava.layers;

import java.util.List;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/** A recurrent layer that has its cell's settings itself. */
interface OwnCell extends Recurrent, CellDropout {
  /** The name of the cell. */
  String cellName();

  @Override default String path() { return cellName() + "/"; }

  @Override default Cell rule() { return this; }

  @Override default List<Weight> weights(List<Shape> inputs) { return cellWeights(Recurrent.step(inputs.get(0))); }

  @Override default CellStep begin(Call c, Tensor x, List<Tensor> states) {
    return begin(c, cellName(), () -> Recurrent.firstStep(x), states);
  }

  @Override default String weightsGroup() { return "cell"; }
}
