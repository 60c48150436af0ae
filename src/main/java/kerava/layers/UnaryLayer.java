package kerava.layers;

import static kerava.KeravaException.require;

import java.util.Collections;
import java.util.List;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/** A layer with one input and one output, as most are. Shapes have the batch axis in front. */
public interface UnaryLayer extends Layer {
  /** The shape of y for an x of shape {@code x}. */
  Shape outputShape(Shape x);

  /** The weights for an x of shape {@code x}, in Keras's order. */
  default List<Weight> weights(Shape x) { return List.of(); }

  /** Writes y into the graph. */
  Tensor call(Call c, Tensor x);

  @Override default CallForm callForm() { return CallForm.ONE; }

  @Override default List<Shape> outputShapes(List<Shape> inputs) { return Collections.singletonList(outputShape(only(inputs))); }

  @Override default List<Weight> weights(List<Shape> inputs) { return weights(only(inputs)); }

  @Override default List<Tensor> call(Call c, List<Tensor> inputs) { return Collections.singletonList(call(c, inputs.get(0))); }

  private Shape only(List<Shape> inputs) {
    require(inputs.size() == 1, "%s: takes one input, got %d of shapes %s; join them first, as Concatenate does", className(),
        inputs.size(),
        inputs);
    return inputs.get(0);
  }
}
