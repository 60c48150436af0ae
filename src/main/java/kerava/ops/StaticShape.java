package kerava.ops;

import java.util.List;
import java.util.stream.IntStream;

/** What is known of shapes while a graph is written; -1: not known. Source: TensorFlow {@code python/framework/tensor_shape.py}. */
final class StaticShape {
  static final long UNKNOWN = -1;

  private StaticShape() {}

  /** The sizes of which one or the other is known; both have as many axes, or one is null: not known at all. */
  static long[] merged(long[] first, long[] second) {
    if (first == null || second == null || first.length != second.length) return first == null ? second : first;
    return IntStream.range(0, first.length).mapToLong(i -> first[i] == UNKNOWN ? second[i] : first[i]).toArray();
  }

  /** The shape of what two operands make that broadcast. */
  static long[] broadcast(long[] x, long[] y) {
    int rank = Math.max(x.length, y.length);
    return IntStream.range(0, rank).mapToLong(axis -> {
      long ofX = size(x, axis - (rank - x.length)), ofY = size(y, axis - (rank - y.length));
      if (ofX == 1) return ofY;
      return ofY == 1 || ofY == UNKNOWN ? ofX : ofY;
    }).toArray();
  }

  /** One behind the other along {@code axis}, counted from the end if negative; otherwise alike. */
  static long[] joined(List<long[]> all, int axis) {
    long[] joined = all.stream().reduce(StaticShape::merged).orElseThrow().clone();
    int along = axis < 0 ? axis + joined.length : axis;
    boolean known = all.stream().noneMatch(sizes -> sizes[along] == UNKNOWN);
    joined[along] = known ? all.stream().mapToLong(sizes -> sizes[along]).sum() : UNKNOWN;
    return joined;
  }

  /** As parts along a new axis, counted from the end if negative. */
  static long[] stacked(List<long[]> all, int axis) {
    long[] each = all.stream().reduce(StaticShape::merged).orElseThrow();
    int at = axis < 0 ? axis + each.length + 1 : axis;
    return IntStream.rangeClosed(0, each.length).mapToLong(i -> i == at ? all.size() : each[i < at ? i : i - 1]).toArray();
  }

  private static long size(long[] sizes, int axis) { return axis < 0 ? 1 : sizes[axis]; }

  /** Without the axes in {@code over}, counted from the end if negative, or with 1 in their places. */
  static long[] reduced(long[] sizes, boolean keepDims, int... over) {
    int rank = sizes.length;
    boolean[] gone = new boolean[rank];
    for (int axis : over) gone[axis < 0 ? axis + rank : axis] = true;
    return IntStream.range(0, rank).filter(axis -> keepDims || !gone[axis]).mapToLong(axis -> gone[axis] ? 1 : sizes[axis]).toArray();
  }
}
