package kerava.layers;

import static kerava.KeravaException.require;

import kerava.tensor.Shape;

/** What layers need to know of their inputs' sizes. */
final class Sizes {
  private Sizes() {}

  /** Refuses an input {@code x} of which an axis in {@code axes} has no known size, for {@code layer} has weights that are as long. */
  static void known(Layer layer, Shape x, int... axes) {
    for (int axis : axes)
      require(x.size(axis) != Shape.NONE,
          "%s: axis %d of the input must have a known size, for weights are as long, got %s; give the Input that size, or bring the axis to an end before, as GlobalAveragePooling2D or an LSTM do",
          layer.className(), axis, x);
  }
}
