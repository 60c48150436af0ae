package kerava.hdf5;

import java.util.Arrays;
import kerava.tensor.Shape;

/** A dataset to be written: the numbers are in an array of Java's. */
final class ArrayDataset extends Hdf5Dataset {
  private final ElementType type;
  private final Object values;

  /** @param values a float[], double[] or long[], as {@code type} says */
  ArrayDataset(Shape shape, ElementType type, Object values, int length) {
    super("a new dataset of " + type + " " + shape, shape, new Hdf5Attributes("a new dataset"));
    requireLength(shape, length);
    this.type = type;
    this.values = values;
  }

  @Override public ElementType type() { return type; }

  @Override public float[] floats() {
    if (values instanceof float[] floats) return floats;
    float[] floats = new float[elements()];
    for (int i = 0; i < floats.length; i++) floats[i] = values instanceof long[] longs ? longs[i] : (float) ((double[]) values)[i];
    return floats;
  }

  @Override public double[] doubles() {
    if (values instanceof double[] doubles) return doubles;
    if (values instanceof long[] longs) return Arrays.stream(longs).mapToDouble(value -> value).toArray();
    float[] floats = (float[]) values;
    double[] doubles = new double[floats.length];
    for (int i = 0; i < doubles.length; i++) doubles[i] = floats[i];
    return doubles;
  }

  @Override public long[] longs() {
    requireIntegers();
    return (long[]) values;
  }
}
