package kerava.layers;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import kerava.ops.Slice;
import kerava.tensor.Shape;

/** The shapes that operations make which move elements. Source: Keras {@code ops/operation_utils.py}, {@code ops/numpy.py}. */
final class OutputShapes {
  private OutputShapes() {}

  static Shape reshaped(Given given) {
    Shape x = given.shape();
    int[] sizes = given.integers("newshape");
    require(IntStream.of(sizes).allMatch(size -> size >= -1) && IntStream.of(sizes).filter(size -> size == -1).count() <= 1,
        "%s: newshape must be of sizes of at least 0, and one -1 at most, got %s", given.name(), given.settings().get("newshape"));
    Shape open = Shape.of(sizes);
    if (!x.isKnown()) return open;
    long rest = IntStream.of(sizes).filter(size -> size != -1).asLongStream().reduce(1, Math::multiplyExact);
    boolean fits = open.isKnown() ? rest == x.elements() : rest > 0 && x.elements() % rest == 0;
    require(fits, "%s: %s has %d numbers, which newshape %s has not", given.name(), x, x.elements(), given.settings().get("newshape"));
    return new Shape(IntStream.of(sizes).mapToObj(size -> size == -1 ? Math.toIntExact(x.elements() / rest) : size).toList());
  }

  /** The axes of x, from the last to the first where none are given. */
  static int[] order(Given given, int rank) {
    if (given.settings().get("axes") == null) return IntStream.range(0, rank).map(axis -> rank - 1 - axis).toArray();
    int[] axes = given.axes("axes", rank);
    require(axes.length == rank, "%s: axes must name each of %d axes, got %s", given.name(), rank, given.settings().get("axes"));
    return IntStream.of(axes).map(axis -> Math.floorMod(axis, rank)).toArray();
  }

  static Shape transposed(Given given) {
    Shape x = given.shape();
    return new Shape(IntStream.of(order(given, x.rank())).mapToObj(x::size).toList());
  }

  static Shape joined(Given given) {
    List<Shape> xs = given.list();
    Shape first = xs.get(0);
    int axis = given.axis("axis", first.rank()), size = 0;
    for (Shape x : xs) {
      require(x.rank() == first.rank() && x.withSize(axis, 1).meets(first.withSize(axis, 1)),
          "%s: all must be alike but along axis %d, got %s",
          given.name(), axis, xs);
      size = size == Shape.NONE || x.size(axis) == Shape.NONE ? Shape.NONE : Math.addExact(size, x.size(axis));
    }
    return first.withSize(axis, size);
  }

  static Shape stacked(Given given) {
    List<Shape> xs = given.list();
    for (Shape x : xs) require(x.meets(xs.get(0)), "%s: all must be of one shape, got %s", given.name(), xs);
    List<Integer> sizes = new ArrayList<>(xs.get(0).sizes());
    sizes.add(Math.floorMod(given.axis("axis", sizes.size() + 1), sizes.size() + 1), xs.size());
    return new Shape(sizes);
  }

  static Shape expanded(Given given) {
    int rank = given.shape().rank() + given.integers("axis").length;
    List<Integer> sizes = new ArrayList<>(given.shape().sizes());
    IntStream.of(given.axes("axis", rank)).map(axis -> Math.floorMod(axis, rank)).sorted().forEach(axis -> sizes.add(axis, 1));
    return new Shape(sizes);
  }

  static Shape squeezed(Given given) {
    Shape x = given.shape();
    int[] axes = given.axes("axis", x.rank());
    if (axes.length == 0) return new Shape(x.sizes().stream().filter(size -> size != 1).toList());
    for (int axis : axes) require(x.size(axis) == 1, "%s: axis %d must be 1, got a tensor of shape %s", given.name(), axis, x);
    List<Integer> gone = IntStream.of(axes).map(axis -> Math.floorMod(axis, x.rank())).boxed().toList();
    return new Shape(IntStream.range(0, x.rank()).filter(axis -> !gone.contains(axis)).mapToObj(x::size).toList());
  }

  static Shape repeated(Given given) {
    Shape x = given.shape();
    int times = times(given), axis = given.axis("axis", x.rank());
    return x.size(axis) == Shape.NONE ? x : x.withSize(axis, Math.multiplyExact(x.size(axis), times));
  }

  static int times(Given given) {
    int times = given.integer("repeats");
    require(times >= 1, "%s: repeats must be at least 1, got %d", given.name(), times);
    return times;
  }

  static Shape halved(Given given) {
    Shape x = given.shape();
    int size = x.last();
    require(size == Shape.NONE || size % 2 == 0, "%s: the last axis must be even, to be halved, got %d", given.name(), size);
    return x.withLast(size == Shape.NONE ? size : size / 2);
  }

  static Shape flipped(Given given) {
    given.axes("axis", given.shape().rank());
    return given.shape();
  }

  static Shape along(Given given) {
    given.axis("axis", given.shape().rank());
    return given.shape();
  }

  static Slice[] slices(Given given) {
    if (given.at(1) instanceof Integer place) return new Slice[] {Slice.at(place)};
    List<?> slices = (List<?>) given.at(1);
    return slices.toArray(Slice[]::new);
  }

  static Shape sliced(Given given) {
    return slices(given).length == 0 ? given.shape() : Slice.shape(given.name(), given.shape(), slices(given));
  }
}
