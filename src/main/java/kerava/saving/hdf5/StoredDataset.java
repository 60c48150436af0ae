package kerava.saving.hdf5;

import java.nio.ByteBuffer;
import kerava.FormatException;
import kerava.tensor.Shape;

/** A dataset in a file: its bytes are fetched and converted when its numbers are asked for, and nothing is kept. */
final class StoredDataset extends Hdf5Dataset {
  /** Where the bytes come from: contiguous ones are a view of the file, chunked ones are put together. In the file's byte order. */
  interface Bytes {
    ByteBuffer fetch();
  }

  private final ElementType type;
  private final String refusal;
  private final Bytes bytes;

  /** @param refusal why its numbers cannot be read, or null; {@code type} may be null then */
  StoredDataset(String where, Shape shape, Hdf5Attributes attributes, ElementType type, String refusal, Bytes bytes) {
    super(where, shape, attributes);
    this.type = type;
    this.refusal = refusal;
    this.bytes = bytes;
  }

  /** A dataset that is no array of numbers; {@code shape} and {@code attributes} may be null if they cannot be told. */
  static StoredDataset unsupported(String where, Shape shape, Hdf5Attributes attributes, String what) {
    return new StoredDataset(where, shape, attributes == null ? new Hdf5Attributes(where) : attributes, null,
        where + ": " + what + " is not supported, only float16 to float64, integers and bool; save it as float32", null);
  }

  @Override public Shape shape() {
    type();
    return super.shape();
  }

  @Override public ElementType type() {
    if (type == null) throw new FormatException(refusal);
    return type;
  }

  @Override public float[] floats() {
    return Refusals.guarded(where(), () -> {
      ByteBuffer from = fetch();
      float[] values = new float[elements()];
      if (type == ElementType.FLOAT32) from.asFloatBuffer().get(values);
      else for (int i = 0; i < values.length; i++) values[i] = type.floatAt(from, i * type.size());
      return values;
    });
  }

  @Override public double[] doubles() {
    return Refusals.guarded(where(), () -> {
      ByteBuffer from = fetch();
      double[] values = new double[elements()];
      if (type == ElementType.FLOAT64) from.asDoubleBuffer().get(values);
      else for (int i = 0; i < values.length; i++) values[i] = type.doubleAt(from, i * type.size());
      return values;
    });
  }

  @Override public long[] longs() {
    requireIntegers();
    return Refusals.guarded(where(), () -> {
      ByteBuffer from = fetch();
      long[] values = new long[elements()];
      for (int i = 0; i < values.length; i++) values[i] = type.longAt(from, i * type.size());
      return values;
    });
  }

  private ByteBuffer fetch() {
    if (refusal != null) throw new FormatException(refusal);
    return bytes.fetch();
  }
}
