package kerava.optimizers;

import kerava.tensor.Shape;

/** A weight as an optimizer knows it: its path in Keras, {@code sequential/dense/kernel}, and its shape. */
public record Trainable(String path, Shape shape) {
  /** The path's last part: {@code kernel}. */
  public String name() { return path.substring(path.lastIndexOf('/') + 1); }
}
