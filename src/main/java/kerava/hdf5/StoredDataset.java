package kerava.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntFunction;
import kerava.FormatException;
import kerava.tensor.Shape;

/** A dataset in a file: its numbers are read and converted piece by piece when they are asked for, and nothing is kept. */
final class StoredDataset extends Hdf5Dataset {
  private static final int PIECE = 1 << 16;

  /** Where the bytes come from: contiguous ones lie in the file, chunked ones are put together when opened. In the file's byte order. */
  interface Bytes {
    Reader open();

    static Reader in(ByteBuffer all) { return (at, into) -> into.put(all.slice(at, into.remaining())); }
  }

  interface Reader {
    /** Fills {@code into} with what begins at byte {@code at} of the dataset. */
    void read(int at, ByteBuffer into);
  }

  private interface Taker<T> {
    /** Converts {@code count} numbers, the first of which is number {@code from} of {@code values}. */
    void take(ByteBuffer piece, T values, int from, int count);
  }

  private final ElementType type;
  private final String refusal;
  private final ByteOrder order;
  private final Bytes bytes;

  /** @param refusal why its numbers cannot be read, or null; {@code type} may be null then */
  StoredDataset(String where, Shape shape, Hdf5Attributes attributes, ElementType type, String refusal, ByteOrder order,
      Bytes bytes) {
    super(where, shape, attributes);
    this.type = type;
    this.refusal = refusal;
    this.order = order;
    this.bytes = bytes;
  }

  /** A dataset that is no array of numbers; {@code shape} and {@code attributes} may be null if they cannot be told. */
  static StoredDataset unsupported(String where, Shape shape, Hdf5Attributes attributes, String what) {
    return new StoredDataset(where, shape, attributes == null ? new Hdf5Attributes(where) : attributes, null,
        where + ": " + what + " is not supported, only float16 to float64, integers and bool; save it as float32", null, null);
  }

  @Override public Shape shape() {
    type();
    return super.shape();
  }

  @Override public boolean isNumeric() { return type != null; }

  @Override public ElementType type() {
    if (type == null) throw new FormatException(refusal);
    return type;
  }

  @Override public float[] floats() {
    return numbers(float[]::new, (piece, values, from, count) -> {
      if (type == ElementType.FLOAT32) piece.asFloatBuffer().get(values, from, count);
      else for (int i = 0; i < count; i++) values[from + i] = type.floatAt(piece, i * type.size());
    });
  }

  @Override public double[] doubles() {
    return numbers(double[]::new, (piece, values, from, count) -> {
      if (type == ElementType.FLOAT64) piece.asDoubleBuffer().get(values, from, count);
      else for (int i = 0; i < count; i++) values[from + i] = type.doubleAt(piece, i * type.size());
    });
  }

  @Override public long[] longs() {
    requireIntegers();
    return numbers(long[]::new, (piece, values, from, count) -> {
      for (int i = 0; i < count; i++) values[from + i] = type.longAt(piece, i * type.size());
    });
  }

  /** The bytes are opened, and so checked, before there is room for the numbers. */
  private <T> T numbers(IntFunction<T> array, Taker<T> taker) {
    int size = type().size();
    return JhdfErrors.guarded(where(), () -> {
      Reader reader = bytes.open();
      int elements = elements(), step = Math.min(PIECE / size, elements);
      T values = array.apply(elements);
      ByteBuffer piece = ByteBuffer.allocate(step * size).order(order);
      for (int from = 0; from < elements; from += step) {
        int count = Math.min(step, elements - from);
        reader.read(from * size, piece.clear().limit(count * size));
        taker.take(piece.flip(), values, from, count);
      }
      return values;
    });
  }
}
