package kerava.tensor;

import static kerava.KeravaException.require;

import java.util.Arrays;

/** Floats in row-major order with a shape, as a NumPy float32 array. The array given is kept, not copied. */
public record NDArray(Shape shape, float[] values) implements Samples {
  public NDArray {
    require(shape.elements() == values.length, "NDArray: shape %s needs %d values, got %d", shape, shape.elements(), values.length);
  }

  public static NDArray of(Shape shape, float... values) { return new NDArray(shape, values); }

  /** One value a sample, shape (n,): labels. */
  public static NDArray of(int... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) floats[i] = values[i];
    return new NDArray(Shape.of(values.length), floats);
  }

  /** A matrix of shape (rows, columns). */
  public static NDArray of(float[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    float[] values = new float[Math.multiplyExact(rows.length, columns)];
    for (int i = 0; i < rows.length; i++) {
      require(rows[i].length == columns, "NDArray: row %d has %d values, row 0 has %d; all rows must be as long", i, rows[i].length,
          columns);
      System.arraycopy(rows[i], 0, values, i * columns, columns);
    }
    return new NDArray(Shape.of(rows.length, columns), values);
  }

  /** The element at {@code indices}, one for each axis. */
  public float get(int... indices) {
    require(indices.length == shape.rank(), "NDArray: shape %s takes %d indices, got %d", shape, shape.rank(), indices.length);
    int at = 0;
    for (int axis = 0; axis < indices.length; axis++) {
      require(indices[axis] >= 0 && indices[axis] < shape.size(axis), "NDArray: index %d is outside axis %d of %s", indices[axis], axis,
          shape);
      at = at * shape.size(axis) + indices[axis];
    }
    return values[at];
  }

  /** The samples from {@code from} to before {@code to}, along the first axis: a copy. */
  public NDArray slice(int from, int to) {
    require(from >= 0 && from <= to && to <= count(), "NDArray: cannot take samples %d to %d of %d", from, to, count());
    int size = sampleSize();
    return new NDArray(sampleShape().prepend(to - from), Arrays.copyOfRange(values, from * size, to * size));
  }

  /** The samples {@code indices}, in that order, as NumPy's {@code x[indices]} (negative ones are refused): a copy. */
  public NDArray take(int... indices) {
    int size = sampleSize(), count = count();
    long all = (long) indices.length * size;
    require(all <= Integer.MAX_VALUE - 8, "NDArray: %d samples of %s are more than one array holds", indices.length, sampleShape());
    float[] taken = new float[(int) all];
    for (int i = 0; i < indices.length; i++) {
      require(indices[i] >= 0 && indices[i] < count, "NDArray: cannot take sample %d of %d", indices[i], count);
      System.arraycopy(values, indices[i] * size, taken, i * size, size);
    }
    return new NDArray(sampleShape().prepend(indices.length), taken);
  }

  /** The same values under another shape of as many elements. */
  public NDArray reshape(int... sizes) {
    return new NDArray(Shape.of(sizes), values);
  }

  @Override public int count() {
    require(shape.rank() > 0, "NDArray: a scalar has no samples");
    return shape.size(0);
  }

  @Override public Shape sampleShape() { return shape.dropFirst(); }

  @Override public void read(int index, float[] into, int at) { System.arraycopy(values, index * sampleSize(), into, at, sampleSize()); }

  private int sampleSize() { return Math.toIntExact(sampleShape().elements()); }

  @Override public boolean equals(Object other) {
    return other instanceof NDArray that && shape.equals(that.shape) && Arrays.equals(values, that.values);
  }

  @Override public int hashCode() { return 31 * shape.hashCode() + Arrays.hashCode(values); }

  @Override public String toString() {
    return "NDArray" + shape + Arrays.toString(values.length > 12 ? Arrays.copyOf(values, 12) : values) + (values.length > 12 ? "..." : "");
  }
}
