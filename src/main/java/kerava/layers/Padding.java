package kerava.layers;

import static kerava.KeravaException.require;

import java.util.Locale;
import kerava.tensor.Shape;

/**
 * Where the windows of a convolution or a pooling lie: inside of the image alone, or one around every place (every stride-th), zeros beyond
 * the border.
 */
public enum Padding {
  VALID,
  SAME,
  /** Zeros before the first step alone, so that the window of a step ends with it: of {@link Conv1D}. */
  CAUSAL;

  /** How many windows there are along an axis of {@code size}, {@link Shape#NONE} of one that is not known; 0 if none fits. */
  int windows(int size, int window, int stride) {
    return size == Shape.NONE ? size : Math.max(0, Math.floorDiv(this != VALID ? size - 1 : size - window, stride) + 1);
  }

  /** Refuses causal padding of what is no sequence. */
  void check(String who, boolean mayBeCausal) {
    require(mayBeCausal || this != CAUSAL, "%s: padding is valid or same, got causal, which only Conv1D has", who);
  }

  /** As Keras names it. */
  @Override public String toString() { return name().toLowerCase(Locale.ROOT); }
}
