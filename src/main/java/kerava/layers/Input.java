package kerava.layers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * Where samples come in: the shape of one, without the batch axis; {@link Shape#NONE} is the size of an axis that is as long as the data at hand,
 * Keras's None. The first layer of a Sequential; for other models {@link #tensor} is what the first
 * layers are applied to. Source: Keras {@code layers/core/input_layer.py}.
 */
public record Input(Shape shape, LayerOptions options) implements Configured<Input> {
  public Input {
    for (int size : shape.sizes())
      require(size >= 1 || size == Shape.NONE,
          "Input: every size must be at least 1, or NONE for one that differs from data to data, got %s",
          shape);
  }

  public Input(int... sizes) { this(Shape.of(sizes)); }

  public Input(Shape shape) { this(shape, LayerOptions.of("InputLayer")); }

  /** Where samples come in, for the first layers to be applied to. */
  public KerasTensor tensor() { return applyAll(List.of()).get(0); }

  /** Always {@code InputLayer}, as in Keras, where Input is the function that makes one. */
  @Override public String className() {
    return "InputLayer";
  }

  @Override public DTypePolicy inputsAs() { return null; }

  @Override public List<Shape> outputShapes(List<Shape> inputs) { return List.of(shape.prepend(Shape.NONE)); }

  @Override public List<Tensor> call(Call c, List<Tensor> inputs) { return inputs; }
}
