package kerava.ops;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import kerava.ops.OpCall.Literal;

/**
 * So many windows along each axis between batch and channels, however long it is: from all windows of two sizes those are taken that are
 * meant. Source: Keras {@code backend/tensorflow/nn.py} adaptive_average_pool and adaptive_max_pool, TensorFlow
 * {@code python/ops/array_grad.py} _GatherV2Grad.
 */
public final class AdaptiveWindows {
  /** The pool of windows, a window at every place. */
  private interface Pool {
    Tensor of(Tensor x, int[] sizes, int[] strides, String padding, boolean channelsLast);
  }

  private AdaptiveWindows() {}

  /** The mean of each window; x's sizes along the axes are known. {@code numbers}: how many windows there are along each. */
  public static Tensor averagePool(Tensor x, int[] numbers, boolean channelsLast) {
    return pool(x, numbers, channelsLast, Pooling::averagePool);
  }

  /** The same with the largest of each window. */
  public static Tensor maxPool(Tensor x, int[] numbers, boolean channelsLast) { return pool(x, numbers, channelsLast, Pooling::maxPool); }

  private static Tensor pool(Tensor x, int[] numbers, boolean channelsLast, Pool pool) {
    return Pooling.channelsLast(x, channelsLast, last -> {
      Tensor y = last;
      for (int i = 0; i < numbers.length; i++) y = along(y, i, numbers, pool);
      return y;
    });
  }

  private static Tensor along(Tensor x, int i, int[] numbers, Pool pool) {
    int size = Math.toIntExact(x.size(i + 1)), number = numbers[i], small = (size + number - 1) / number;
    Tensor both =
        Joining.concatenate(List.of(windows(x, i, small, numbers.length, pool), windows(x, i, small + 1, numbers.length, pool)), i + 1);
    return gather(both, places(size, number, small), i + 1);
  }

  private static Tensor windows(Tensor x, int i, int length, int axes, Pool pool) {
    int[] sizes = new int[axes], strides = new int[axes];
    Arrays.fill(sizes, 1);
    Arrays.fill(strides, 1);
    sizes[i] = length;
    return pool.of(x, sizes, strides, "valid", true);
  }

  /** Where each window stands among those of {@code small} places and of one more behind them. */
  private static int[] places(int size, int number, int small) {
    int smalls = Math.max(1, size - small + 1);
    return IntStream.range(0, number).map(i -> {
      int begin = Math.min((int) Math.floor((float) i * size / number), size - 1),
          end = Math.min((int) Math.ceil((float) (i + 1) * size / number), size);
      return end - begin == small + 1 ? begin + smalls : begin;
    }).toArray();
  }

  /** Those at {@code places} of what is along an axis. */
  private static Tensor gather(Tensor x, int[] places, int axis) {
    long[] sizes = x.sizes();
    sizes[axis] = places.length;
    OpCall call = x.tape().op("GatherV2");
    Tensor y = call.on(x, new Literal("indices", places), new Literal("axis", axis)).shaped(sizes);
    int[] there = IntStream.range(0, x.rank()).map(i -> i == 0 ? axis : i <= axis ? i - 1 : i).toArray();
    int[] back = IntStream.range(0, x.rank()).map(i -> i < axis ? i + 1 : i == axis ? 0 : i).toArray();
    return Gradients.unary(y, x,
        dy -> dy.transpose(there).segmentSum(call.input(1), Math.toIntExact(x.size(axis))).transpose(back).like(x));
  }
}
