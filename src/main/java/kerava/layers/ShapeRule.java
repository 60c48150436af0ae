package kerava.layers;

import static kerava.KeravaException.require;

import java.util.List;
import java.util.Objects;
import kerava.KeravaException;
import kerava.tensor.Shape;

/** The shapes of a layer's outputs, whoever wrote the layer: what it says that no tensor can have is refused. */
public final class ShapeRule {
  private ShapeRule() {}

  /** Those that {@code layer} makes of inputs of these shapes, the batch axis among them. */
  public static List<Shape> of(Layer layer, List<Shape> inputs) {
    try {
      List<Shape> outputs = layer.outputShapes(inputs);
      require(outputs != null && outputs.stream().allMatch(Objects::nonNull),
          "%s: outputShape must tell a shape for each output, got %s for inputs of shapes %s", layer.className(), outputs, inputs);
      return outputs;
    } catch (ArithmeticException e) {
      throw new KeravaException(String.format(
          "%s: its output for inputs of shapes %s is too large, for a sample has 2147483647 numbers at most; make them smaller",
          layer.className(), inputs), e);
    }
  }
}
