package kerava.network;

import kerava.initializers.Initializer;
import kerava.tensor.Shape;

/** A weight of a built model: {@code dense/kernel}, its shape, and how its first values come about. */
public record Variable(String layer, String name, Shape shape, Initializer initializer, long seed, boolean trainable) {
  /** The path in Keras: layer name, slash, weight name. */
  public String path() { return layer + "/" + name; }

  public int size() { return Math.toIntExact(shape.elements()); }
}
