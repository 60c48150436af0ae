package kerava.layers;

import static kerava.KeravaException.require;

import kerava.config.Settings;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/** The shape of one sample, without the batch axis; the first layer of a model. Source: Keras {@code layers/core/input_layer.py}. */
public record Input(Shape shape, String name) implements Layer {
  public Input {
    for (int size : shape.sizes()) require(size >= 1, "Input: every size must be at least 1, got %s", shape);
  }

  public Input(int... sizes) { this(Shape.of(sizes), null); }

  @Override public Input named(String name) { return Settings.with(this, "name", name); }

  /** Always {@code InputLayer}, as in Keras, where Input is the function that makes one. */
  @Override public String className() {
    return "InputLayer";
  }

  @Override public Shape outputShape(Shape x) { return shape.prepend(Shape.NONE); }

  @Override public Tensor call(Call c, Tensor x) { return x; }
}
