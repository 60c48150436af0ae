package kerava.tensor;

import static kerava.KeravaException.require;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/** Arrays in arrays as one row-major array. */
final class Nested {
  private final List<Integer> sizes = new ArrayList<>();
  private final Object flat;
  private int at;

  private Nested(Object array) {
    Class<?> type = array.getClass();
    Object inside = array;
    long elements = 1;
    while (type.isArray()) {
      int size = inside == null ? 0 : Array.getLength(inside);
      sizes.add(size);
      elements *= size;
      require(elements <= NDArray.LONGEST, "NDArray: %s elements and more are more than one array holds", elements);
      type = type.getComponentType();
      inside = size == 0 ? null : Array.get(inside, 0);
    }
    flat = Array.newInstance(type, (int) elements);
    copy(array, 0);
  }

  static NDArray of(DType type, Object array) {
    Nested nested = new Nested(array);
    return NDArray.of(new Shape(nested.sizes), type, nested.flat);
  }

  private void copy(Object array, int axis) {
    int size = Array.getLength(array);
    require(size == sizes.get(axis), "NDArray: all parts of axis %d must be as long as the first, %d, got %d", axis, sizes.get(axis), size);
    if (axis == sizes.size() - 1) {
      System.arraycopy(array, 0, flat, at, size);
      at += size;
      return;
    }
    for (Object part : (Object[]) array) {
      require(part != null, "NDArray: a part of axis %d must not be null", axis);
      copy(part, axis + 1);
    }
  }
}
