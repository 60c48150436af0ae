package kerava.layers;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * A cell by itself: a layer of which a {@link Recurrent} one is made. Inputs: those of a step, (batch, features), and the states. Outputs:
 * that of the step, and the states.
 */
interface CellLayer extends Layer, VectorCell {
  @Override default CallForm callForm() { return CallForm.CELL; }

  @Override default List<Shape> outputShapes(List<Shape> inputs) {
    Shape x = inputs.get(0);
    require(x.rank() == 2 && inputs.size() == 1 + stateSizes().size(), "%s: takes a step, (batch, features), and %d states, got %s",
        className(), stateSizes().size(), inputs);
    List<Shape> outputs = new ArrayList<>(List.of(Shape.of(x.size(0), outputSize())));
    stateSizes().forEach(size -> outputs.add(Shape.of(x.size(0), size)));
    return outputs;
  }

  @Override default List<Tensor> call(Call c, List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    List<Tensor> states = inputs.subList(1, inputs.size());
    return begin(c, c.name(), () -> x, states).run(x, states);
  }
}
