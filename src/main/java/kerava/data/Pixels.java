package kerava.data;

import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;

/** Images moved in memory, (height, width, channels) unless said otherwise. */
final class Pixels {
  private Pixels() {}

  static NDArray cropped(NDArray image, int top, int left, int rows, int columns) {
    NDArray part = black(image, rows, columns);
    copy(image, top * image.shape().size(1) + left, part, 0, rows, columns);
    return part;
  }

  /** With zeros around it. */
  static NDArray padded(NDArray image, int top, int left, int height, int width) {
    NDArray whole = black(image, height, width);
    copy(image, 0, whole, top * width + left, image.shape().size(0), image.shape().size(1));
    return whole;
  }

  private static NDArray black(NDArray like, int height, int width) {
    Shape shape = Shape.of(height, width, like.shape().size(2));
    DType dtype = like.dtype();
    return NDArray.of(shape, dtype, dtype.array(Math.toIntExact(shape.elements())));
  }

  /** {@code rows} x {@code columns} pixels, from the pixel {@code from} of one image to the pixel {@code to} of another. */
  private static void copy(NDArray image, int from, NDArray into, int to, int rows, int columns) {
    int channels = image.shape().size(2), step = image.shape().size(1), stepInto = into.shape().size(1);
    for (int row = 0; row < rows; row++)
      System.arraycopy(image.array(), (from + row * step) * channels, into.array(), (to + row * stepInto) * channels, columns * channels);
  }

  /** (channels, height, width) of the same. */
  static NDArray channelsFirst(NDArray image) {
    Shape shape = image.shape();
    return transposed(image, shape.size(2), Shape.of(shape.size(2), shape.size(0), shape.size(1)));
  }

  /** (height, width, channels) of one that is (channels, height, width). */
  static NDArray channelsLast(NDArray image) {
    Shape shape = image.shape();
    return transposed(image, shape.size(1) * shape.size(2), Shape.of(shape.size(1), shape.size(2), shape.size(0)));
  }

  /** As a matrix of {@code columns}, whose rows and columns change places. */
  private static NDArray transposed(NDArray image, int columns, Shape shape) {
    int rows = Math.toIntExact(shape.elements() / columns);
    Object to = image.dtype().array(rows * columns);
    if (image.array() instanceof float[] from) {
      for (int i = 0; i < rows; i++) for (int j = 0; j < columns; j++) ((float[]) to)[j * rows + i] = from[i * columns + j];
    } else {
      byte[] from = (byte[]) image.array();
      for (int i = 0; i < rows; i++) for (int j = 0; j < columns; j++) ((byte[]) to)[j * rows + i] = from[i * columns + j];
    }
    return NDArray.of(shape, image.dtype(), to);
  }
}
