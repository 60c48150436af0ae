package kerava.engine;

import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import kerava.tensor.DType;
import kerava.tensor.Samples;

/**
 * A number of a sample that is none of the type of tensor that it is to go into, or a string that is no text.
 *
 * @param number as it is written
 * @param at its place in the sample, in row-major order
 */
public record Misfit(String number, int at) {
  /** The first in sample {@code index} of {@code x}; null: there is none. A number with a floating point is rounded where it must be. */
  public static Misfit first(DType type, Samples x, int index) {
    if (type.isFloating()) return null;
    int elements = Math.toIntExact(x.sampleShape().elements());
    if (type.isText()) return notText(x, index, elements);
    if (x.dtype().isWhole()) {
      long[] sample = new long[elements];
      x.read(index, sample, 0);
      for (int at = 0; at < elements; at++) if (!type.holds(sample[at])) return new Misfit(Long.toString(sample[at]), at);
      return null;
    }
    float[] sample = new float[elements];
    x.read(index, sample, 0);
    for (int at = 0; at < elements; at++) if (!type.holds(sample[at])) return new Misfit(Float.toString(sample[at]), at);
    return null;
  }

  /** What has no UTF-8: null, and halves of surrogate pairs. */
  private static Misfit notText(Samples x, int index, int elements) {
    String[] sample = new String[elements];
    x.read(index, sample, 0);
    CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
    for (int at = 0; at < elements; at++) {
      if (sample[at] == null) return new Misfit("null", at);
      if (!utf8.canEncode(sample[at])) return new Misfit("a string with half of a surrogate pair", at);
    }
    return null;
  }
}
