package kerava.tensor;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntConsumer;
import kerava.KeravaException;

/**
 * Numbers of one type in row-major order with a shape, as a NumPy array. Made of Java's arrays, and of arrays in arrays: a float is
 * float32, a double float64, an int int32, a long int64, a boolean bool; a byte is uint8, its bits those of 0 .. 255. An array of Strings
 * holds text instead of numbers. The array given with a shape is kept, not copied.
 */
public final class NDArray implements Samples {
  /** The most elements that one array of Java's holds. */
  static final int LONGEST = Integer.MAX_VALUE - 8;

  private final Shape shape;
  private final DType dtype;
  /** Java's array of the type. */
  private final Object array;

  private NDArray(Shape shape, DType dtype, Object array) {
    int length = Array.getLength(array);
    require(shape.elements() == length, "NDArray: shape %s needs %d values, got %d", shape, shape.elements(), length);
    this.shape = shape;
    this.dtype = dtype;
    this.array = array;
  }

  public NDArray(Shape shape, float[] values) { this(shape, DType.FLOAT32, values); }

  public static NDArray of(Shape shape, float... values) { return new NDArray(shape, values); }

  /**
   * Of any type: {@code values} is Java's array of it, {@code byte[]} for int8 and uint8, {@code short[]} for int16.
   */
  public static NDArray of(Shape shape, DType dtype, Object values) {
    require(dtype.arrayType().isInstance(values), "NDArray: %s is held by %s, got %s", dtype, dtype.arrayType().getSimpleName(),
        values == null ? null : values.getClass().getSimpleName());
    if (values instanceof String[] strings)
      for (int i = 0; i < strings.length; i++) require(strings[i] != null, "NDArray: element %d must be a string, got null", i);
    return new NDArray(shape, dtype, values);
  }

  public static NDArray of(float[] values) { return Nested.of(DType.FLOAT32, values); }

  public static NDArray of(double[] values) { return Nested.of(DType.FLOAT64, values); }

  public static NDArray of(int... values) { return Nested.of(DType.INT32, values); }

  public static NDArray of(long[] values) { return Nested.of(DType.INT64, values); }

  public static NDArray of(byte[] values) { return Nested.of(DType.UINT8, values); }

  public static NDArray of(boolean[] values) { return Nested.of(DType.BOOL, values); }

  public static NDArray of(String[] values) { return Nested.of(DType.STRING, values); }

  public static NDArray of(float[][] values) { return Nested.of(DType.FLOAT32, values); }

  public static NDArray of(double[][] values) { return Nested.of(DType.FLOAT64, values); }

  public static NDArray of(int[][] values) { return Nested.of(DType.INT32, values); }

  public static NDArray of(long[][] values) { return Nested.of(DType.INT64, values); }

  public static NDArray of(byte[][] values) { return Nested.of(DType.UINT8, values); }

  public static NDArray of(boolean[][] values) { return Nested.of(DType.BOOL, values); }

  public static NDArray of(String[][] values) { return Nested.of(DType.STRING, values); }

  public static NDArray of(float[][][] values) { return Nested.of(DType.FLOAT32, values); }

  public static NDArray of(double[][][] values) { return Nested.of(DType.FLOAT64, values); }

  public static NDArray of(int[][][] values) { return Nested.of(DType.INT32, values); }

  public static NDArray of(long[][][] values) { return Nested.of(DType.INT64, values); }

  public static NDArray of(byte[][][] values) { return Nested.of(DType.UINT8, values); }

  public static NDArray of(boolean[][][] values) { return Nested.of(DType.BOOL, values); }

  public static NDArray of(String[][][] values) { return Nested.of(DType.STRING, values); }

  public static NDArray of(float[][][][] values) { return Nested.of(DType.FLOAT32, values); }

  public static NDArray of(double[][][][] values) { return Nested.of(DType.FLOAT64, values); }

  public static NDArray of(int[][][][] values) { return Nested.of(DType.INT32, values); }

  public static NDArray of(long[][][][] values) { return Nested.of(DType.INT64, values); }

  public static NDArray of(byte[][][][] values) { return Nested.of(DType.UINT8, values); }

  public static NDArray of(boolean[][][][] values) { return Nested.of(DType.BOOL, values); }

  public Shape shape() { return shape; }

  @Override public DType dtype() { return dtype; }

  /** The array that holds the numbers: of Java's type for {@link #dtype}, shared with this. */
  public Object array() { return array; }

  /** The numbers as floats, each the nearest; those of a float32 array are the array itself. */
  public float[] values() {
    if (array instanceof float[] floats) return floats;
    float[] floats = new float[length()];
    read(0, floats.length, floats, 0);
    return floats;
  }

  /** The numbers as doubles, each the nearest: a copy. */
  public double[] doubles() {
    double[] doubles = new double[length()];
    forEach(i -> doubles[i] = doubleAt(i));
    return doubles;
  }

  /** The numbers as ints: a copy. Refuses one that is no int. */
  public int[] ints() {
    int[] ints = new int[length()];
    forEach(i -> ints[i] = (int) whole(i, DType.INT32));
    return ints;
  }

  /** The numbers as longs: a copy. Refuses one that is not whole. */
  public long[] longs() {
    long[] longs = new long[length()];
    forEach(i -> longs[i] = whole(i, DType.INT64));
    return longs;
  }

  /** The strings: a copy. Refuses numbers. */
  public String[] strings() {
    require(dtype.isText(), "NDArray: numbers of %s are no strings", dtype);
    return ((String[]) array).clone();
  }

  /** A copy. */
  public NDArray copy() {
    Object copied = dtype.array(length());
    System.arraycopy(array, 0, copied, 0, length());
    return new NDArray(shape, dtype, copied);
  }

  /** A copy whose numbers are the nearest of {@code type}, a floating one; those of 16 bits are held as float32. */
  public NDArray as(DType type) {
    require(type.isFloating() && !dtype.isText(), inJava("take ints() or longs()"),
        "NDArray: only numbers are converted, to floating types, got %s to %s", dtype,
        type);
    if (type == DType.FLOAT64) return new NDArray(shape, type, doubles());
    float[] floats = values().clone();
    if (type != DType.FLOAT32) forEach(i -> floats[i] = type.rounded(floats[i]));
    return new NDArray(shape, floats);
  }

  private int length() { return Array.getLength(array); }

  private void forEach(IntConsumer each) { for (int i = 0; i < length(); i++) each.accept(i); }

  private void read(int from, int count, float[] into, int at) {
    if (dtype == DType.FLOAT32) System.arraycopy(array, from, into, at, count);
    else if (array instanceof long[] longs) for (int i = 0; i < count; i++) into[at + i] = longs[from + i];
    else for (int i = 0; i < count; i++) into[at + i] = (float) doubleAt(from + i);
  }

  /** Exact, but for large numbers of int64. */
  private double doubleAt(int i) {
    return switch (dtype) {
      case FLOAT32 -> ((float[]) array)[i];
      case FLOAT64 -> ((double[]) array)[i];
      case STRING -> throw noNumbers();
      default -> wholeAt(i);
    };
  }

  private long wholeAt(int i) {
    return switch (dtype) {
      case INT8 -> ((byte[]) array)[i];
      case UINT8 -> ((byte[]) array)[i] & 0xff;
      case INT16 -> ((short[]) array)[i];
      case INT32 -> ((int[]) array)[i];
      case INT64 -> ((long[]) array)[i];
      case BOOL -> ((boolean[]) array)[i] ? 1 : 0;
      case STRING -> throw noNumbers();
      default -> throw new IllegalStateException(dtype + " has no whole numbers");
    };
  }

  private static KeravaException noNumbers() {
    return new KeravaException("NDArray: strings are no numbers", inJava("take strings()"));
  }

  /** Element {@code i}, which is one of {@code wanted}. */
  private long whole(int i, DType wanted) {
    boolean whole = dtype.isWhole();
    double number = whole ? 0 : doubleAt(i);
    long value = whole ? wholeAt(i) : (long) number;
    require((whole || value == number && number < 0x1p63) && wanted.holds(value), "NDArray: %s of %s is no %s",
        whole ? Long.toString(value) : Double.toString(number), dtype, wanted);
    return value;
  }

  /** The element at {@code indices}, one for each axis, as a float. */
  public float get(int... indices) {
    require(indices.length == shape.rank(), "NDArray: shape %s takes %d indices, got %d", shape, shape.rank(), indices.length);
    int at = 0;
    for (int axis = 0; axis < indices.length; axis++) {
      require(indices[axis] >= 0 && indices[axis] < shape.size(axis), "NDArray: index %d is outside axis %d of %s", indices[axis], axis,
          shape);
      at = at * shape.size(axis) + indices[axis];
    }
    float[] one = new float[1];
    read(at, 1, one, 0);
    return one[0];
  }

  /** The samples from {@code from} to before {@code to}, along the first axis: a copy. */
  public NDArray slice(int from, int to) {
    require(from >= 0 && from <= to && to <= count(), "NDArray: cannot take samples %d to %d of %d", from, to, count());
    int size = sampleSize();
    Object part = dtype.array((to - from) * size);
    System.arraycopy(array, from * size, part, 0, (to - from) * size);
    return new NDArray(sampleShape().prepend(to - from), dtype, part);
  }

  /** The samples {@code indices}, in that order, as NumPy's {@code x[indices]} (negative ones are refused): a copy. */
  public NDArray take(int... indices) {
    int size = sampleSize(), count = count();
    long all = (long) indices.length * size;
    require(all <= LONGEST, "NDArray: %d samples of %s are more than one array holds", indices.length, sampleShape());
    Object taken = dtype.array((int) all);
    for (int i = 0; i < indices.length; i++) {
      require(indices[i] >= 0 && indices[i] < count, "NDArray: cannot take sample %d of %d", indices[i], count);
      System.arraycopy(array, indices[i] * size, taken, i * size, size);
    }
    return new NDArray(sampleShape().prepend(indices.length), dtype, taken);
  }

  /** The same values under another shape of as many elements. */
  public NDArray reshape(int... sizes) {
    return new NDArray(Shape.of(sizes), dtype, array);
  }

  @Override public int count() {
    require(shape.rank() > 0, "NDArray: a scalar has no samples");
    return shape.size(0);
  }

  @Override public Shape sampleShape() { return shape.dropFirst(); }

  @Override public void read(int index, float[] into, int at) { read(index * sampleSize(), sampleSize(), into, at); }

  @Override public void read(int index, long[] into, int at) {
    int size = sampleSize();
    for (int i = 0; i < size; i++) into[at + i] = whole(index * size + i, DType.INT64);
  }

  @Override public void read(int index, String[] into, int at) {
    if (dtype.isText()) System.arraycopy(array, index * sampleSize(), into, at, sampleSize());
    else Samples.super.read(index, into, at);
  }

  private int sampleSize() { return Math.toIntExact(sampleShape().elements()); }

  /** Whether both have one type and shape, and equal numbers. */
  @Override public boolean equals(Object other) {
    return other instanceof NDArray that && shape.equals(that.shape) && dtype == that.dtype
        && Arrays.deepEquals(new Object[] {array}, new Object[] {that.array});
  }

  @Override public int hashCode() { return Arrays.deepHashCode(new Object[] {shape, dtype, array}); }

  @Override public String toString() {
    int told = Math.min(length(), 12);
    StringBuilder text = new StringBuilder("NDArray").append(shape).append(dtype == DType.FLOAT32 ? "" : dtype).append('[');
    for (int i = 0; i < told; i++) text.append(i == 0 ? "" : ", ").append(text(i));
    return text.append(told < length() ? "]..." : "]").toString();
  }

  private String text(int i) {
    if (dtype.isText()) return Objects.toString(((String[]) array)[i]);
    if (dtype == DType.FLOAT32) return Float.toString(((float[]) array)[i]);
    return dtype.isWhole() ? Long.toString(wholeAt(i)) : Double.toString(doubleAt(i));
  }
}
