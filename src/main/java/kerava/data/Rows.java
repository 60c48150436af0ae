package kerava.data;

import java.util.List;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/** Samples by themselves, and put together again. */
final class Rows {
  private Rows() {}

  /** {@code arrays}, which have one type and shape, along a new first axis. */
  static NDArray stacked(List<NDArray> arrays) {
    DType dtype = arrays.get(0).dtype();
    Shape shape = arrays.get(0).shape();
    int size = Math.toIntExact(shape.elements());
    Object all = dtype.array(Math.multiplyExact(size, arrays.size()));
    for (int i = 0; i < arrays.size(); i++) System.arraycopy(arrays.get(i).array(), 0, all, i * size, size);
    return NDArray.of(shape.prepend(arrays.size()), dtype, all);
  }

  /** Sample {@code index}; fractions of 64 bits in a file become float32. */
  static NDArray of(Samples samples, int index) {
    Shape shape = samples.sampleShape();
    int size = Math.toIntExact(shape.elements());
    DType dtype = samples.dtype();
    if (samples instanceof NDArray array) {
      Object row = dtype.array(size);
      System.arraycopy(array.array(), index * size, row, 0, size);
      return NDArray.of(shape, dtype, row);
    }
    if (dtype.isText()) {
      String[] row = new String[size];
      samples.read(index, row, 0);
      return NDArray.of(shape, dtype, row);
    }
    if (dtype.isWhole()) {
      long[] row = new long[size];
      samples.read(index, row, 0);
      return NDArray.of(shape, dtype, narrowed(dtype, row));
    }
    float[] row = new float[size];
    samples.read(index, row, 0);
    return NDArray.of(shape, row);
  }

  private static Object narrowed(DType dtype, long[] row) {
    Object narrow = dtype.array(row.length);
    for (int i = 0; i < row.length; i++) {
      switch (dtype) {
        case INT8, UINT8 -> ((byte[]) narrow)[i] = (byte) row[i];
        case INT16 -> ((short[]) narrow)[i] = (short) row[i];
        case INT32 -> ((int[]) narrow)[i] = (int) row[i];
        case BOOL -> ((boolean[]) narrow)[i] = row[i] != 0;
        default -> ((long[]) narrow)[i] = row[i];
      }
    }
    return narrow;
  }
}
