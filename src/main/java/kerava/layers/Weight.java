package kerava.layers;

import kerava.initializers.Initializer;
import kerava.tensor.Shape;

/**
 * What a layer says of one of its weights: the name within the layer, the shape, the first values, and whether training changes it. {@code product}:
 * its gradient is a product of the weight's shape, into which TensorFlow's graph optimizer draws what an optimizer multiplies it by. {@code rows}: it is
 * of some rows, as {@link kerava.ops.Tensor#take} takes them.
 */
public record Weight(String name, Shape shape, Initializer initializer, boolean trainable, boolean product, boolean rows) {
  public Weight(String name, Shape shape, Initializer initializer, boolean trainable) { this(name, shape, initializer, trainable, false); }

  public Weight(String name, Shape shape, Initializer initializer, boolean trainable, boolean product) {
    this(name, shape, initializer, trainable, product, false);
  }

  /** This, whose rows are taken. */
  public Weight byRows() { return new Weight(name, shape, initializer, trainable, product, true); }
}
