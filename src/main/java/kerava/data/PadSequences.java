package kerava.data;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import kerava.KeravaException;
import kerava.config.Limits;
import kerava.config.Settings;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Sequences of any lengths as one array, {@code keras.utils.pad_sequences}: each is a row, cut to {@code maxlen}, shorter ones with
 * {@code value} beside them. Shapes: of the sequences (steps, ...), the array (sequences, maxlen, ...).
 *
 * <pre>{@code
 * NDArray x = new PadSequences().withMaxlen(80).of(new int[][] {{5, 3}, {8}});   // 0 ... 0 5 3, 0 ... 0 8
 * }</pre>
 *
 * Fractions are cut off for whole numbers, as in Keras; numbers that it would wrap around are refused. Source: Keras
 * {@code utils/sequence_utils.py}.
 *
 * @param maxlen null: the length of the longest
 * @param dtype of the array: floating, int32, int64 or string
 * @param padding where {@code value} stands
 * @param truncating where a longer sequence is cut
 * @param value a number, or of strings a String
 */
public record PadSequences(@Nullable Integer maxlen, DType dtype, Edge padding, Edge truncating, Object value) {
  private static final List<DType> DTYPES = List.of(DType.FLOAT32, DType.FLOAT64, DType.INT32, DType.INT64, DType.STRING);

  /** An end of a sequence. */
  public enum Edge {
    /** Before its first step. */
    PRE,
    /** After its last step. */
    POST
  }

  public PadSequences {
    require(maxlen == null || maxlen >= 1, "PadSequences: maxlen must be at least 1, got %d; leave it out for the longest", maxlen);
    require(DTYPES.contains(dtype), "PadSequences: dtype must be one of %s, got %s", DTYPES, dtype);
    require(padding != null && truncating != null, "PadSequences: padding and truncating must be PRE or POST, got null");
    require(value instanceof String || value instanceof Number, "PadSequences: value must be a number or a string, got %s", value);
  }

  /** Keras's defaults: int32, 0 in front, longer sequences lose their beginning. */
  public PadSequences() { this(null, DType.INT32, Edge.PRE, Edge.PRE, 0.0); }

  public PadSequences withMaxlen(Integer maxlen) { return Settings.with(this, "maxlen", maxlen); }

  public PadSequences withDtype(DType dtype) { return Settings.with(this, "dtype", dtype); }

  public PadSequences withPadding(Edge padding) { return Settings.with(this, "padding", padding); }

  public PadSequences withTruncating(Edge truncating) { return Settings.with(this, "truncating", truncating); }

  public PadSequences withValue(double value) { return Settings.with(this, "value", value); }

  public PadSequences withValue(String value) { return Settings.with(this, "value", value); }

  public NDArray of(int[][] sequences) { return of(Arrays.stream(sequences).map(NDArray::of).toList()); }

  public NDArray of(long[][] sequences) { return of(Arrays.stream(sequences).map(NDArray::of).toList()); }

  public NDArray of(float[][] sequences) { return of(Arrays.stream(sequences).map(NDArray::of).toList()); }

  public NDArray of(String[][] sequences) { return of(Arrays.stream(sequences).map(NDArray::of).toList()); }

  /** Of arrays of steps. Those with no steps may be of any type and shape. */
  public NDArray of(List<NDArray> sequences) {
    require(!sequences.isEmpty(), "PadSequences: there must be a sequence, got none");
    require(dtype.isText() == value instanceof String, inJava("take withDtype(DType.STRING) and withValue(\"\") for strings"),
        "PadSequences: value must be of the type of the array, %s, got '%s'", dtype, value);
    Shape step = step(sequences);
    int length = maxlen != null ? maxlen : sequences.stream().mapToInt(NDArray::count).max().orElseThrow();
    long size = step.elements(), all = Math.multiplyExact(Math.multiplyExact((long) sequences.size(), (long) length), size);
    require(all <= Limits.LONGEST_ARRAY, "PadSequences: %d sequences of %d steps are more than one array holds; give a maxlen",
        sequences.size(), length);
    Object array = filled((int) all);
    for (int i = 0; i < sequences.size(); i++) {
      if (sequences.get(i).count() == 0) continue;
      Object steps = typed(sequences.get(i), i);
      int count = sequences.get(i).count(), kept = Math.min(count, length), left = padding == Edge.PRE ? length - kept : 0;
      int from = truncating == Edge.PRE ? count - kept : 0;
      System.arraycopy(steps, (int) (from * size), array, (int) (((long) i * length + left) * size), (int) (kept * size));
    }
    return NDArray.of(step.prepend(length).prepend(sequences.size()), dtype, array);
  }

  /** The shape of a step, which all sequences have that have any. */
  private static Shape step(List<NDArray> sequences) {
    for (int i = 0; i < sequences.size(); i++)
      require(sequences.get(i).shape().rank() >= 1, "PadSequences: a sequence must have steps, got a scalar as sequence %d", i);
    Shape step = sequences.stream().filter(each -> each.count() > 0).findFirst().map(NDArray::sampleShape).orElse(Shape.of());
    for (int i = 0; i < sequences.size(); i++)
      require(sequences.get(i).count() == 0 || sequences.get(i).sampleShape().equals(step),
          "PadSequences: the steps of all sequences must have one shape, got %s and of sequence %d %s", step, i,
          sequences.get(i).sampleShape());
    return step;
  }

  private Object filled(int length) {
    Object array = dtype.array(length);
    Object one = dtype.isText() ? value : Array.get(typed(NDArray.of(new double[] {((Number) value).doubleValue()}), -1), 0);
    for (int i = 0; i < length; i++) Array.set(array, i, one);
    return array;
  }

  /** The elements as {@link #dtype}; {@code index} of the sequence, -1: of the value. */
  private Object typed(NDArray sequence, int index) {
    String who = index < 0 ? "value" : "sequence " + index;
    require(dtype.isText() == sequence.dtype().isText(), "PadSequences: %s must be of %s, got %s; give another dtype", who, dtype,
        sequence.dtype());
    try {
      return switch (dtype) {
        case STRING -> sequence.strings();
        case INT32 -> cut(sequence).ints();
        case INT64 -> cut(sequence).longs();
        case FLOAT64 -> sequence.doubles();
        default -> sequence.values();
      };
    } catch (KeravaException e) {
      throw new KeravaException("PadSequences: " + who + ": " + e.plain() + "; take floating numbers", e);
    }
  }

  /** Without fractions. */
  private static NDArray cut(NDArray numbers) {
    if (!numbers.dtype().isFloating()) return numbers;
    return NDArray.of(Arrays.stream(numbers.doubles()).map(each -> each < 0 ? Math.ceil(each) : Math.floor(each)).toArray());
  }
}
