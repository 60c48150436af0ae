package kerava.engine.savedmodel;

import kerava.tensor.Shape;

/**
 * An input or output of a {@link Signature}.
 *
 * @param tensor the name in the graph
 * @param type as NumPy names it: {@code float32}, {@code string}
 * @param shape null: of any rank
 */
public record Port(String tensor, String type, Shape shape) {
  boolean takes(Shape given) {
    return shape == null || shape.takes(given);
  }

  @Override public String toString() { return type + (shape == null ? " of any shape" : " " + shape); }
}
