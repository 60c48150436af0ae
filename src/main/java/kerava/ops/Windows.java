package kerava.ops;

import java.util.ArrayList;
import java.util.List;

/**
 * Parts of tensors whose places only the run tells. Source: TensorFlow {@code python/ops/array_ops.py} strided_slice,
 * {@code array_grad.py}.
 */
public final class Windows {
  private Windows() {}

  /**
   * What begins at {@code starts[i]}, a scalar int32, along {@code axes[i]} and is {@code sizes[i]} long at most; all of the other axes.
   * The sizes along {@code axes} are not known.
   */
  public static Tensor of(Tensor x, int[] axes, List<Tensor> starts, int... sizes) {
    List<Object> begin = numbers(x.rank(), 0), end = numbers(x.rank(), 0), steps = numbers(x.rank(), 1);
    int mask = (1 << x.rank()) - 1;
    long[] known = x.sizes();
    for (int i = 0; i < axes.length; i++) {
      begin.set(axes[i], starts.get(i));
      end.set(axes[i], starts.get(i).plus(starts.get(i).number(sizes[i])));
      mask &= ~(1 << axes[i]);
      known[axes[i]] = StaticShape.UNKNOWN;
    }
    return sliced(x, mask, begin, end, steps).shaped(known);
  }

  private static Tensor sliced(Tensor x, int mask, List<Object> begin, List<Object> end, List<Object> steps) {
    GradientTape tape = x.tape();
    return tape.names().within("strided_slice", () -> {
      Tensor from = tape.constant("stack", begin), to = tape.constant("stack_1", end), by = tape.constant("stack_2", steps);
      Tensor y = masked(tape.op("StridedSlice").whole(), mask).on(x, from, to, by);
      return Gradients.unary(y, x, dy -> masked(tape.op("StridedSliceGrad"), mask).on(x.shape(), from, to, by, dy).like(x));
    });
  }

  private static OpCall masked(OpCall call, int mask) { return call.attribute("begin_mask", mask).attribute("end_mask", mask); }

  private static List<Object> numbers(int count, int number) {
    List<Object> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) numbers.add(number);
    return numbers;
  }
}
