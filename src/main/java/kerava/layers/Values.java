package kerava.layers;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import kerava.config.Numbers;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;

/** Numbers in an array of any shape, as a config holds them: one number, or lists in lists. */
public record Values(Shape shape, List<Double> numbers) implements Numbers {
  public Values {
    numbers = List.copyOf(numbers);
    require(shape.elements() == numbers.size(), "Values: shape %s must have as many places as there are numbers, got %d", shape,
        numbers.size());
    require(numbers.stream().allMatch(Double::isFinite), "Values: must be finite numbers, got %s; leave out what is none",
        Told.of(numbers));
  }

  /** One number for all. */
  public static Values of(double number) { return new Values(Shape.of(), List.of(number)); }

  public static Values of(double... numbers) {
    return new Values(Shape.of(numbers.length), java.util.Arrays.stream(numbers).boxed().toList());
  }

  /** Of what a config holds: a number, or lists of equal length in lists. */
  public static Values of(Object plain) {
    List<Integer> sizes = new ArrayList<>();
    for (Object inside = plain; inside instanceof List<?> list; inside = list.get(0)) {
      sizes.add(list.size());
      require(!list.isEmpty(), "must not be an empty list");
    }
    List<Double> numbers = new ArrayList<>();
    gather(plain, sizes, 0, numbers);
    return new Values(new Shape(sizes), numbers);
  }

  private static void gather(Object plain, List<Integer> sizes, int depth, List<Double> numbers) {
    if (depth == sizes.size()) {
      require(plain instanceof Number, "must be a number, or a list of them");
      numbers.add(((Number) plain).doubleValue());
      return;
    }
    require(plain instanceof List<?> list && list.size() == sizes.get(depth), "must be lists of equal length");
    ((List<?>) plain).forEach(each -> gather(each, sizes, depth + 1, numbers));
  }

  @Override public Object plain() { return plain(0, 0, numbers.size()); }

  private Object plain(int depth, int from, int to) {
    if (depth == shape.rank()) return numbers.get(from);
    int step = (to - from) / shape.size(depth);
    List<Object> list = new ArrayList<>();
    for (int at = from; at < to; at += step) list.add(plain(depth + 1, at, at + step));
    return list;
  }

  /** The numbers as float32 in an array of another shape, in which axes of 1 are repeated. */
  NDArray broadcast(int[] aligned, Shape to) {
    float[] all = new float[Math.toIntExact(to.elements())];
    for (int i = 0; i < all.length; i++) {
      int place = 0, rest = i, step = 1;
      for (int axis = aligned.length - 1; axis >= 0; axis--) {
        int at = rest % to.size(axis);
        rest /= to.size(axis);
        place += aligned[axis] == 1 ? 0 : at * step;
        step *= aligned[axis];
      }
      all[i] = numbers.get(place).floatValue();
    }
    return NDArray.of(to, all);
  }

  @Override public String toString() { return plain().toString(); }
}
