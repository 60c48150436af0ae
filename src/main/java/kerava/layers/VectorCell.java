package kerava.layers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.tensor.Shape;

/** A cell whose inputs, states and outputs are vectors. */
interface VectorCell extends Cell {
  /** The length of each state of a sample. */
  List<Integer> stateSizes();

  /** The length of a sample's output. */
  default int outputSize() { return stateSizes().get(0); }

  @Override default int stateCount() { return stateSizes().size(); }

  @Override default List<Shape> stateShapes(Shape x) { return stateSizes().stream().map(size -> Shape.of(x.size(0), size)).toList(); }

  @Override default Shape stepOutput(Shape x) { return Shape.of(x.size(0), outputSize()); }

  @Override default void checkSequence(Layer layer, Shape x) {
    require(x.rank() == 3, "%s: the input must be (batch, steps, features), got %s; give each step its features", layer.className(), x);
    Sizes.known(layer, x, 2);
  }
}
