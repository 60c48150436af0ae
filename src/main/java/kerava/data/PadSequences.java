package kerava.data;

import static kerava.KeravaException.require;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import kerava.config.Limits;
import kerava.config.Settings;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;

/**
 * Sequences of any lengths as one array, {@code keras.utils.pad_sequences}: each (length, ...) becomes a row of (sequences, maxlen, ...), filled up with
 * {@code value} or cut.
 *
 * <pre>{@code
 * NDArray x = new PadSequences().padding(PadSequences.Side.POST).of(new int[] {1, 2}, new int[] {3, 4, 5}); // 1 2 0, 3 4 5
 * }</pre>
 *
 * Source: Keras {@code utils/sequence_utils.py}.
 *
 * @param maxlen null: as long as the longest
 * @param dtype of the array: int32, int64, float32 or float64; fractions are cut off for whole numbers
 * @param padding where a short sequence is filled up
 * @param truncating where a long sequence is cut
 */
public record PadSequences(Integer maxlen, DType dtype, Side padding, Side truncating, double value) {
  private static final String WHO = "PadSequences";
  private static final List<DType> DTYPES = List.of(DType.INT32, DType.INT64, DType.FLOAT32, DType.FLOAT64);

  /** At the begin or at the end. */
  public enum Side {
    PRE,
    POST
  }

  public PadSequences {
    require(maxlen == null || maxlen >= 1, "%s: maxlen must be at least 1, or null for the longest, got %s", WHO, maxlen);
    require(DTYPES.contains(dtype), "%s: dtype must be one of %s, got %s; number strings first", WHO, DTYPES, dtype);
    require(padding != null && truncating != null, "%s: padding and truncating must not be null", WHO);
  }

  /** Keras's defaults: zeros of int32 in front of a short sequence, and the end of a long one. */
  public PadSequences() { this(null, DType.INT32, Side.PRE, Side.PRE, 0); }

  public PadSequences maxlen(Integer maxlen) { return Settings.with(this, "maxlen", maxlen); }

  public PadSequences dtype(DType dtype) { return Settings.with(this, "dtype", dtype); }

  public PadSequences padding(Side padding) { return Settings.with(this, "padding", padding); }

  public PadSequences truncating(Side truncating) { return Settings.with(this, "truncating", truncating); }

  public PadSequences value(double value) { return Settings.with(this, "value", value); }

  /** Of sequences of numbers. */
  public NDArray of(int[]... sequences) { return of(Stream.of(sequences).map(NDArray::of).toList()); }

  /** Of sequences of numbers or of arrays; those that are not empty have elements of one shape. */
  public NDArray of(List<NDArray> sequences) {
    require(sequences != null && !sequences.isEmpty(), "%s: there must be a sequence, got none", WHO);
    int longest = sequences.stream().mapToInt(NDArray::count).max().orElseThrow(), length = maxlen == null ? longest : maxlen;
    require(length >= 1, "%s: all sequences are empty; give maxlen", WHO);
    Shape sample = sequences.stream().filter(each -> each.count() > 0).findFirst().map(NDArray::sampleShape).orElse(Shape.of());
    long elements = Math.multiplyExact(Math.multiplyExact((long) sequences.size(), length), sample.elements());
    require(elements <= Limits.LONGEST_ARRAY,
        "%s: %d sequences of %d elements of shape %s are more than one array holds; give a smaller maxlen",
        WHO, sequences.size(), length, sample);
    Object all = filled((int) elements);
    for (int i = 0; i < sequences.size(); i++) put(sequences.get(i), i, sample, length, all);
    return NDArray.of(sample.prepend(length).prepend(sequences.size()), dtype, all);
  }

  private Object filled(int elements) {
    Object all = dtype.array(elements);
    switch (dtype) {
      case INT32 -> Arrays.fill((int[]) all, (int) value);
      case INT64 -> Arrays.fill((long[]) all, (long) value);
      case FLOAT32 -> Arrays.fill((float[]) all, (float) value);
      default -> Arrays.fill((double[]) all, value);
    }
    return all;
  }

  private void put(NDArray sequence, int index, Shape sample, int length, Object all) {
    int count = sequence.count(), kept = Math.min(count, length), size = (int) sample.elements();
    if (count == 0) return;
    require(sequence.sampleShape().equals(sample), "%s: elements of sequence %d must have the shape %s of the first, got %s", WHO, index,
        sample, sequence.sampleShape());
    require(!sequence.dtype().isText(), "%s: sequences must be of numbers, got strings in sequence %d; number them first", WHO, index);
    int from = truncating == Side.PRE ? count - kept : 0, at = index * length + (padding == Side.PRE ? length - kept : 0);
    System.arraycopy(converted(sequence.slice(from, from + kept)), 0, all, at * size, kept * size);
  }

  private Object converted(NDArray part) {
    return switch (dtype) {
      case INT32 -> part.dtype().isWhole() ? part.ints() : Arrays.stream(part.doubles()).mapToInt(each -> (int) each).toArray();
      case INT64 -> part.dtype().isWhole() ? part.longs() : Arrays.stream(part.doubles()).mapToLong(each -> (long) each).toArray();
      case FLOAT32 -> part.values();
      default -> part.doubles();
    };
  }
}
