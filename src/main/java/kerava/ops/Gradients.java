package kerava.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** What backward passes share. Source: TensorFlow {@code python/ops/math_grad.py}. */
final class Gradients {
  /** For each of two operands that broadcast: over which axes its gradient is summed; null where only the shapes at run time tell. */
  private record Axes(int[] x, int[] y) {}

  private Gradients() {}

  /** {@code y}, made of {@code x}, with its backward pass. */
  static Tensor unary(Tensor y, Tensor x, UnaryOperator<Tensor> backward) {
    y.tape().record(List.of(y), List.of(x), flow -> Collections.singletonList(backward.apply(flow.dy())));
    return y;
  }

  static Tensor of(Tensor y, List<Tensor> inputs, GradientTape.Backward backward) {
    y.tape().record(List.of(y), inputs, backward);
    return y;
  }

  /** What {@code writing} writes, computed after {@code dy}. */
  static Tensor after(Tensor dy, java.util.function.Supplier<Tensor> writing) {
    return dy.tape().names().after(dy.operand().op(), writing);
  }

  /** Whether all have one shape, known in full. */
  static boolean sameShape(Tensor x, Tensor y, Tensor dy) {
    return x.isStatic() && x.hasShapeOf(y) && x.hasShapeOf(dy);
  }

  static boolean isScalar(Tensor x) { return x.isStatic() && x.rank() == 0; }

  /** The gradients {@code dx} and {@code dy} of operands that were broadcast, summed to the operands' shapes; null stays null. */
  static List<Tensor> reduced(Tensor x, Tensor y, Tensor dx, Tensor dy) {
    if (dx == null && dy == null) return Arrays.asList(null, null);
    Tensor xShape = x.shape(), yShape = y.shape();
    Axes axes = axes(x.sizes(), y.sizes());
    if (axes == null) {
      List<Tensor> found = x.tape().op("BroadcastGradientArgs").all(2, xShape, yShape);
      return Arrays.asList(dx == null ? null : reduced(dx, found.get(0), xShape), dy == null ? null : reduced(dy, found.get(1), yShape));
    }
    boolean reduceX = axes.x.length > 0 || x.rank() < y.rank(), reduceY = axes.y.length > 0 || y.rank() < x.rank();
    return Arrays.asList(dx == null || !reduceX ? dx : reduced(dx, axes.x, xShape),
        dy == null || !reduceY ? dy : reduced(dy, axes.y, yShape));
  }

  private static Tensor reduced(Tensor gradient, Object axes, Tensor shape) {
    return Shaping.reshape(Reductions.sum(gradient, true, axes), shape);
  }

  private static Axes axes(long[] x, long[] y) {
    int rank = Math.max(x.length, y.length);
    List<Integer> ofX = new ArrayList<>(), ofY = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      long xSize = axis < rank - x.length ? 1 : x[axis - (rank - x.length)],
          ySize = axis < rank - y.length ? 1 : y[axis - (rank - y.length)];
      if (xSize == 1 && ySize != 1) ofX.add(axis);
      else if (ySize == 1 && xSize != 1) ofY.add(axis);
      else if (xSize < 0 || ySize < 0) return null;
    }
    return new Axes(ofX.stream().mapToInt(i -> i).toArray(), ofY.stream().mapToInt(i -> i).toArray());
  }
}
