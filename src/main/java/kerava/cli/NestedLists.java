package kerava.cli;

import java.util.ArrayList;
import java.util.List;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;

/** An array as JSON has it: lists in lists, floats as doubles. */
final class NestedLists {
  private NestedLists() {}

  static List<Object> of(NDArray array) { return list(array.values(), array.shape(), 0); }

  private static List<Object> list(float[] values, Shape shape, int from) {
    List<Object> list = new ArrayList<>();
    int step = shape.rank() == 1 ? 1 : Math.toIntExact(shape.dropFirst().elements());
    for (int i = 0; i < shape.size(0); i++)
      list.add(shape.rank() == 1 ? (Object) (double) values[from + i] : list(values, shape.dropFirst(), from + i * step));
    return list;
  }
}
