package kerava.layers;

import kerava.initializers.Initializer;
import kerava.tensor.Shape;

/**
 * What a layer says of one of its weights: the name within the layer, the shape, the first values, and whether training changes it. {@code product}:
 * its gradient is a product of the weight's shape, into which TensorFlow's graph optimizer draws what an optimizer multiplies it by.
 */
public record Weight(String name, Shape shape, Initializer initializer, boolean trainable, boolean product) {
  public Weight(String name, Shape shape, Initializer initializer, boolean trainable) { this(name, shape, initializer, trainable, false); }
}
