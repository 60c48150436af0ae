package kerava.layers;

import java.util.Locale;
import kerava.tensor.Shape;

/** Where the windows of a convolution or a pooling lie: inside of the image alone, or one around every place (every stride-th), zeros beyond the border. */
public enum Padding {
  VALID,
  SAME;

  /** How many windows there are along an axis of {@code size}, {@link Shape#NONE} of one that is not known; not positive if none fits. */
  int windows(int size, int window, int stride) {
    return size == Shape.NONE ? size : Math.floorDiv(this == SAME ? size - 1 : size - window, stride) + 1;
  }

  /** As Keras names it. */
  @Override public String toString() { return name().toLowerCase(Locale.ROOT); }
}
