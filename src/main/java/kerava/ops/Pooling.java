package kerava.ops;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import kerava.ops.OpCall.Literal;

/**
 * The largest of each window of (batch, ..., channels), or its mean, along one to three axes; (batch, channels, ...) if not
 * {@code channelsLast}, and {@code padding}: valid or same. Source: Keras {@code backend/tensorflow/nn.py} max_pool and average_pool,
 * TensorFlow {@code python/ops/nn_ops.py}.
 */
public final class Pooling {
  private record Window(int[] sizes, int[] strides, String padding) {
    OpCall set(OpCall call) {
      return call.attribute("ksize", Convolutions.sizes(sizes, true)).attribute("strides", Convolutions.sizes(strides, true))
          .attribute("padding", padding.toUpperCase(Locale.ROOT)).attribute("data_format", Convolutions.format(sizes.length, true));
    }

    /** The shape of what is made of x. */
    long[] shape(Tensor x, boolean channelsLast) {
      long[] along = Arrays.stream(sizes).asLongStream().toArray();
      return Convolutions.windows(x, along, strides, padding, channelsLast, x.size(channelsLast ? -1 : 1));
    }

    /** Along the second of two axes. */
    Window flat() { return new Window(new int[] {1, sizes[0]}, new int[] {1, strides[0]}, padding); }
  }

  private Pooling() {}

  /** {@code sizes} and {@code strides}: one number for each axis between batch and channels. */
  public static Tensor maxPool(Tensor x, int[] sizes, int[] strides, String padding, boolean channelsLast) {
    Window window = window(x, sizes, strides, padding);
    return channelsLast(x, channelsLast, last -> sizes.length == 3
        ? max(last, window, "MaxPool3D", last.tape().op("MaxPool3D"))
        : last.scope("MaxPool" + sizes.length + "d",
            () -> flat(last, window, (in, flat) -> max(in, flat, "MaxPool", in.tape().op("MaxPool").whole()))))
        .shaped(window.shape(x, channelsLast));
  }

  /** The same with the mean of each window, of what is inside of x. */
  public static Tensor averagePool(Tensor x, int[] sizes, int[] strides, String padding, boolean channelsLast) {
    Window window = window(x, sizes, strides, padding);
    String op = sizes.length == 3 ? "AvgPool3D" : "AvgPool";
    return channelsLast(x, channelsLast, last -> sizes.length > 1
        ? mean(last, window, op, last.tape().op(op))
        : last.scope("AvgPool1D", () -> flat(last, window, (in, flat) -> mean(in, flat, op, in.tape().op(op).whole()))))
        .shaped(window.shape(x, channelsLast));
  }

  private static Window window(Tensor x, int[] sizes, int[] strides, String padding) {
    Convolutions.check(padding);
    if (sizes.length < 1 || sizes.length > 3 || sizes.length != x.rank() - 2)
      throw new IllegalArgumentException(
          "pooling is along 1 to 3 axes between batch and channels, but got " + sizes.length + " sizes for " + x.rank() + " axes");
    return new Window(sizes, strides, padding);
  }

  private static Tensor flat(Tensor x, Window window, java.util.function.BiFunction<Tensor, Window, Tensor> pool) {
    return x.rank() == 4 ? pool.apply(x, window) : Shaping.squeeze(pool.apply(x.expandDims(1), window.flat()), 1);
  }

  private static Tensor max(Tensor x, Window window, String op, OpCall call) {
    Tensor y = window.set(call).on(x);
    return Gradients.unary(y, x, dy -> window.set(dy.tape().op(op + "Grad")).on(x, y, dy).like(x));
  }

  private static Tensor mean(Tensor x, Window window, String op, OpCall call) {
    return Gradients.unary(window.set(call).on(x), x, dy -> {
      Tensor shape = x.shape();
      return window.set(dy.tape().op(op + "Grad")).on(shape, dy).like(x);
    });
  }

  /** What {@code function} makes of x with the channels last, its second axis again in the end. */
  public static Tensor channelsLast(Tensor x, boolean alreadyLast, UnaryOperator<Tensor> function) {
    if (alreadyLast) return function.apply(x);
    int last = x.rank() - 1;
    Tensor y = function.apply(Shaping.transpose(x, IntStream.rangeClosed(0, last).map(i -> i == 0 ? 0 : i == last ? 1 : i + 1).toArray()));
    return Shaping.transpose(y, IntStream.rangeClosed(0, last).map(i -> i == 0 ? 0 : i == 1 ? last : i - 1).toArray());
  }

  /** x with zeros before and after each axis, {@code paddings[axis]} of them. Source: Keras {@code backend/tensorflow/numpy.py} pad. */
  public static Tensor pad(Tensor x, int[]... paddings) {
    GradientTape tape = x.tape();
    Tensor y = tape.op("Pad").on(x, tape.constant(paddings)).shaped(padded(x, paddings));
    return Gradients.unary(y, x, dy -> {
      tape.reserve("Rank", "stack", "Slice", "Reshape");
      Tensor shape = x.shape();
      return tape.op("Slice").on(dy, new Literal("begin", List.of(paddings).stream().mapToInt(p -> p[0]).toArray()), shape).like(x);
    });
  }

  private static long[] padded(Tensor x, int[][] paddings) {
    return IntStream.range(0, x.rank()).mapToLong(i -> x.size(i) < 0 ? x.size(i) : paddings[i][0] + x.size(i) + paddings[i][1]).toArray();
  }
}
