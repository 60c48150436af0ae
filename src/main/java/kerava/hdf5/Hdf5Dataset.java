package kerava.hdf5;

import static kerava.FormatException.refuseUnless;
import static kerava.KeravaException.require;

import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;

/**
 * Numbers in row-major order with a shape; a scalar has shape {@code ()}. What was read from a file is converted when asked for, each
 * time.
 */
public abstract sealed class Hdf5Dataset permits ArrayDataset, StoredDataset {
  private final String where;
  private final Shape shape;
  private final Hdf5Attributes attributes;

  Hdf5Dataset(String where, Shape shape, Hdf5Attributes attributes) {
    this.where = where;
    this.shape = shape;
    this.attributes = attributes;
  }

  /** The array is kept, not copied, by this and the two below. */
  public static Hdf5Dataset of(Shape shape, float... values) { return new ArrayDataset(shape, ElementType.FLOAT32, values, values.length); }

  public static Hdf5Dataset of(Shape shape, double... values) {
    return new ArrayDataset(shape, ElementType.FLOAT64, values, values.length);
  }

  public static Hdf5Dataset of(Shape shape, long... values) { return new ArrayDataset(shape, ElementType.INT64, values, values.length); }

  /** Of {@code array}, floating numbers, in the type that h5py gives those of {@code dtype}. */
  public static Hdf5Dataset of(Shape shape, NDArray array, DType dtype) {
    if (dtype == DType.FLOAT64) return of(shape, array.doubles());
    if (dtype == DType.FLOAT32) return of(shape, array.values());
    require(dtype == DType.FLOAT16, "Hdf5Dataset: float16, float32 and float64 are written, got %s; convert it", dtype);
    float[] values = array.as(dtype).values();
    return new ArrayDataset(shape, ElementType.FLOAT16, values, values.length);
  }

  public Shape shape() { return shape; }

  public int elements() { return Math.toIntExact(shape.elements()); }

  public Hdf5Attributes attributes() { return attributes; }

  /** Whether {@link #type} and {@link #shape} can be told. */
  public boolean isNumeric() { return true; }

  /** What it holds; refuses what is no number: strings, bfloat16, compounds. */
  public abstract ElementType type();

  /** Its numbers as float32; a float32 keeps all its bits. */
  public abstract float[] floats();

  public abstract double[] doubles();

  /** Its numbers, the nearest of {@code dtype}, a floating type; those of 16 bits are held as float32. */
  public NDArray array(DType dtype) {
    return (dtype == DType.FLOAT64 ? NDArray.of(shape, dtype, doubles()) : new NDArray(shape, floats())).as(dtype);
  }

  /** Its numbers, which must be integers. */
  public abstract long[] longs();

  /** The file and the place in it, for messages. */
  public String where() { return where; }

  /** Where it is in its file. */
  public String path() { return where.substring(where.lastIndexOf(": ") + 2); }

  final void requireIntegers() {
    refuseUnless(type().isInteger(), "%s: must hold integers, got %s; ask for its floats", where, type());
  }

  static void requireLength(Shape shape, int length) {
    require(shape.elements() == length, "Hdf5Dataset: shape %s needs %d values, got %d", shape, shape.elements(), length);
  }
}
