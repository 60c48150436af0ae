package kerava.data;

import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;

/**
 * Resizes images of uint8 to the bits of PIL (Pillow 13): along rows, then along columns, or, where it makes much fewer rows, the other way
 * round, each in whole numbers. Source: Pillow {@code src/libImaging/Resample.c}, {@code Geometry.c} (ImagingScaleAffine),
 * {@code Convert.c} (rgbA2rgba).
 */
final class Resampled {
  /** Bits behind the point of a weight. */
  private static final int PRECISION = 32 - 8 - 2;

  /** A part of an image. */
  record Box(int top, int left, int height, int width) {}

  private Resampled() {}

  static NDArray of(NDArray image, Box box, int height, int width, Resampling method) {
    Shape shape = image.shape();
    if (box.equals(new Box(0, 0, height, width)) && shape.size(0) == height && shape.size(1) == width) return image;
    if (method == Resampling.NEAREST) return nearest(image, box, height, width);
    boolean alpha = shape.size(2) == 4;
    NDArray resized = alpha ? multiplied(image, true) : image;
    int fewerRows = shape.size(0) - height, fewerColumns = shape.size(1) - width;
    boolean columnsFirst = fewerRows > 0 && fewerRows > 2 * fewerColumns;
    for (int axis : columnsFirst ? new int[] {0, 1} : new int[] {1, 0}) {
      int there = shape.size(axis), from = axis == 0 ? box.top() : box.left(), length = axis == 0 ? box.height() : box.width();
      int size = axis == 0 ? height : width;
      if (there != size || from > 0 || length != size) resized = along(resized, axis, new Weights(method, there, from, length, size));
    }
    return alpha ? multiplied(resized, false) : resized;
  }

  private static NDArray nearest(NDArray image, Box box, int height, int width) {
    int[] rows = nearest(box.top(), box.height(), height), columns = nearest(box.left(), box.width(), width);
    int channels = image.shape().size(2), step = image.shape().size(1);
    byte[] from = (byte[]) image.array(), to = new byte[height * width * channels];
    for (int y = 0, at = 0; y < height; y++)
      for (int x = 0; x < width; x++, at += channels)
        System.arraycopy(from, (rows[y] * step + columns[x]) * channels, to, at, channels);
    return NDArray.of(Shape.of(height, width, channels), DType.UINT8, to);
  }

  private static int[] nearest(int from, int length, int size) {
    int[] nearest = new int[size];
    double step = (double) length / size, at = from + step * 0.5;
    for (int i = 0; i < size; i++, at += step) nearest[i] = (int) at;
    return nearest;
  }

  /** For each pixel of the result the first one that counts, and what it and those after it count. */
  private static final class Weights {
    final int[] first;
    final int[][] weights;

    Weights(Resampling method, int there, int from, int length, int size) {
      first = new int[size];
      weights = new int[size][];
      double scale = (double) length / size, wide = Math.max(1, scale), support = method.support() * wide;
      for (int i = 0; i < size; i++) {
        double center = from + (i + 0.5) * scale, sum = 0;
        first[i] = Math.max(0, (int) (center - support + 0.5));
        double[] exact = new double[Math.min(there, (int) (center + support + 0.5)) - first[i]];
        for (int k = 0; k < exact.length; k++) sum += exact[k] = method.weight((k + first[i] - center + 0.5) * (1 / wide));
        weights[i] = new int[exact.length];
        for (int k = 0; k < exact.length; k++) weights[i][k] = whole(sum == 0 ? exact[k] : exact[k] / sum);
      }
    }

    private static int whole(double weight) { return (int) (weight * (1 << PRECISION) + (weight < 0 ? -0.5 : 0.5)); }
  }

  private static NDArray along(NDArray image, int axis, Weights by) {
    Shape shape = image.shape();
    int channels = shape.size(2), width = shape.size(1), size = by.first.length;
    int height = axis == 0 ? size : shape.size(0), columns = axis == 0 ? width : size, step = axis == 0 ? width * channels : channels;
    byte[] from = (byte[]) image.array(), to = new byte[Math.multiplyExact(Math.multiplyExact(height, columns), channels)];
    for (int y = 0, at = 0; y < height; y++)
      for (int x = 0; x < columns; x++) {
        int i = axis == 0 ? y : x, start = axis == 0 ? (by.first[i] * width + x) * channels : (y * width + by.first[i]) * channels;
        for (int c = 0; c < channels; c++, at++) to[at] = sum(from, start + c, step, by.weights[i]);
      }
    return NDArray.of(Shape.of(height, columns, channels), DType.UINT8, to);
  }

  private static byte sum(byte[] from, int at, int step, int[] weights) {
    int sum = 1 << PRECISION - 1;
    for (int k = 0; k < weights.length; k++, at += step) sum += (from[at] & 0xff) * weights[k];
    return (byte) Math.max(0, Math.min(255, sum >> PRECISION));
  }

  /** Colors multiplied with alpha, or divided by it again. */
  private static NDArray multiplied(NDArray image, boolean multiply) {
    byte[] from = (byte[]) image.array(), to = from.clone();
    for (int i = 0; i < to.length; i += 4) {
      int alpha = from[i + 3] & 0xff;
      if (alpha == 255 || !multiply && alpha == 0) continue;
      for (int c = 0; c < 3; c++) {
        int color = from[i + c] & 0xff, product = color * alpha + 128;
        to[i + c] = (byte) (multiply ? (product >> 8) + product >> 8 : Math.min(255, 255 * color / alpha));
      }
    }
    return NDArray.of(image.shape(), DType.UINT8, to);
  }
}
