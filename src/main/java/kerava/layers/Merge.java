package kerava.layers;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import kerava.ops.Tensor;
import kerava.tensor.DType;
import kerava.tensor.Shape;

/**
 * A layer that makes one of several inputs, element by element; axes of size 1 are repeated. All inputs have as many axes. Source: Keras
 * {@code layers/merging/base_merge.py}.
 */
interface Merge extends Layer {
  /** All inputs as one, the first leading. */
  Tensor merge(List<Tensor> inputs);

  /** The fewest inputs it takes. */
  default int least() { return 1; }

  /** The most inputs it takes. */
  default int most() { return Integer.MAX_VALUE; }

  @Override default boolean supportsMasking() { return true; }

  @Override default List<Shape> outputShapes(List<Shape> inputs) {
    require(inputs.size() >= least() && inputs.size() <= most(), "%s: takes %s, got %d of shapes %s", className(),
        most() == least() ? least() + " inputs" : "at least " + least() + (least() == 1 ? " input" : " inputs"), inputs.size(), inputs);
    Shape merged = inputs.get(0);
    for (Shape shape : inputs) {
      require(shape.rank() == merged.rank(), "%s: all inputs must have as many axes, got shapes %s; reshape them first", className(),
          inputs);
      merged = merged(merged, shape, inputs);
    }
    return List.of(merged);
  }

  /** Where one of the inputs counts; nowhere one has no mask. */
  @Override default List<Tensor> masks(List<Tensor> inputs, List<Tensor> masks) {
    return Collections.singletonList(masks.contains(null) ? null : masks.stream().reduce(Tensor::or).orElseThrow());
  }

  private Shape merged(Shape x, Shape y, List<Shape> inputs) {
    List<Integer> sizes = new ArrayList<>();
    for (int axis = 0; axis < x.rank(); axis++) {
      int first = x.size(axis), second = y.size(axis);
      require(first == 1 || second == 1 || Shape.alike(first, second),
          "%s: axis %d of the inputs must have one size, or 1, got shapes %s", className(), axis, inputs);
      sizes.add(first == Shape.NONE || second == Shape.NONE ? Shape.NONE : first == 1 ? second : first);
    }
    return new Shape(sizes);
  }

  /** Keras fails on truth values alone. */
  @Override default DType outputType(List<DType> inputs) {
    DType type = Types.common(this, inputs);
    require(type != DType.BOOL, "%s: truth values cannot be merged, got inputs of bool; let the model's Inputs be of uint8", className());
    return type;
  }

  @Override default List<Tensor> call(Call c, List<Tensor> inputs) { return List.of(merge(Types.together(inputs))); }
}
