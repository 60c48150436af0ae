package kerava.network;

import kerava.initializers.Initializer;
import kerava.tensor.Shape;

/**
 * A weight of a built model: {@code dense/kernel}, its shape, how its first values come about, {@code product} as in {@link kerava.layers.Weight}, and where
 * its values lie. {@code layer}: the layer's name, after those of the models it is in.
 */
public record Variable(String layer, String name, Shape shape, Initializer initializer, long seed, boolean trainable, boolean product,
    WeightCell cell) {
  public Variable(String layer, String name, Shape shape, Initializer initializer, long seed, boolean trainable) {
    this(layer, name, shape, initializer, seed, trainable, false, new WeightCell());
  }

  /** The path in Keras: layer name, slash, weight name. */
  public String path() { return layer + "/" + name; }

  public int size() { return Math.toIntExact(shape.elements()); }

  Variable withTrainable(boolean changed) {
    return new Variable(layer, name, shape, initializer, seed, changed, product, cell);
  }
}
