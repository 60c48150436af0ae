package kerava.layers;

import static kerava.KeravaException.require;

import kerava.tensor.Shape;

/** What layers on images say of shapes. Source: Keras {@code ops/operation_utils.py}. */
final class Images {
  private Images() {}

  static void check(Layer layer, Shape x) {
    require(x.rank() == 4, "%s: the input must have four axes, the batch, height, width and channels, got %s; reshape it first",
        layer.className(), x);
  }

  /** The shape of what {@code filters} values for each window are. */
  static Shape windows(Layer layer, Shape x, Pair window, Pair strides, Padding padding, DataFormat format, int filters) {
    int height = padding.windows(format.height(x), window.height(), strides.height());
    int width = padding.windows(format.width(x), window.width(), strides.width());
    require((height > 0 || height == Shape.NONE) && (width > 0 || width == Shape.NONE),
        "%s: no window of %s fits into an input %s; take a smaller one, or padding same", layer.className(), window, x);
    return format.shape(x.size(0), height, width, filters);
  }

  /** Of a size and what is added to it; {@link Shape#NONE} of one that is not known. */
  static int sum(int size, int before, int after) { return size == Shape.NONE ? size : Math.addExact(Math.addExact(before, size), after); }

  static int product(int size, int times) { return size == Shape.NONE ? size : Math.multiplyExact(size, times); }
}
