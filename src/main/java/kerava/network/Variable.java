package kerava.network;

import kerava.initializers.Initializer;
import kerava.tensor.Shape;

/** A weight of a built model: {@code dense/kernel}, its shape, how its first values come about, and {@code product} as in {@link kerava.layers.Weight}. */
public record Variable(String layer, String name, Shape shape, Initializer initializer, long seed, boolean trainable, boolean product) {
  public Variable(String layer, String name, Shape shape, Initializer initializer, long seed, boolean trainable) {
    this(layer, name, shape, initializer, seed, trainable, false);
  }

  /** The path in Keras: layer name, slash, weight name. */
  public String path() { return layer + "/" + name; }

  public int size() { return Math.toIntExact(shape.elements()); }
}
