package kerava.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import kerava.ops.OpCall.Literal;

/**
 * Convolutions the other way: each place of (batch, ..., channels), or (batch, channels, ...) if not {@code channelsLast}, times a kernel
 * is added to a larger whole, a place every {@code strides}. Source: Keras {@code backend/tensorflow/nn.py} conv_transpose, TensorFlow
 * {@code python/ops/nn_ops.py}, {@code nn_grad.py}.
 */
public final class TransposedConvolutions {
  private TransposedConvolutions() {}

  /** Along one to three axes, three with channels last alone, to {@code sizes} along each; the kernel is (size, ..., filters, channels). */
  public static Tensor convTranspose(Tensor x, Tensor kernel, int[] strides, String padding, boolean channelsLast, int... sizes) {
    Convolutions.check(padding);
    if (sizes.length == 3 && !channelsLast)
      throw new IllegalArgumentException("convTranspose along 3 axes has the channels last, as TensorFlow has no kernel for others");
    if (!channelsLast && !ChannelsFirst.hasKernels())
      return Pooling.channelsLast(x, false, last -> convTranspose(last, kernel, strides, padding, true, sizes));
    Object batch = Shaping.at(x.shape(), 0);
    int filters = (int) kernel.size(-2);
    return x.scope("conv_transpose", () -> sizes.length == 1
        ? ofSequences(x, kernel, strides[0], padding, channelsLast, batch, sizes[0])
        : transposed(x, kernel, new Literal("input_sizes", all(batch, filters, channelsLast, sizes)),
            Convolutions.set(strides, padding, channelsLast)))
        .shaped(shape(x, filters, channelsLast, sizes));
  }

  private static List<Object> all(Object batch, int filters, boolean channelsLast, int... sizes) {
    List<Object> all = new ArrayList<>(List.of(batch));
    for (int size : sizes) all.add(size);
    all.add(channelsLast ? all.size() : 1, filters);
    return all;
  }

  private static long[] shape(Tensor x, int filters, boolean channelsLast, int... sizes) {
    return all(x.size(0), filters, channelsLast, sizes).stream().mapToLong(size -> ((Number) size).longValue()).toArray();
  }

  /** As images of one row. */
  private static Tensor ofSequences(Tensor x, Tensor kernel, int stride, String padding, boolean channelsLast, Object batch, int size) {
    int axis = channelsLast ? 1 : 2, filters = (int) kernel.size(-2);
    Tensor rows = x.expandDims(axis), row = kernel.expandDims(0);
    Object before = channelsLast ? List.of(batch) : List.of(batch, filters);
    int[] after = channelsLast ? new int[] {size, filters} : new int[] {size};
    Tensor sizes = x.tape().op("ConcatV2").named("concat").on(
        List.of(new Literal("values_0", before), new Literal("values_1", new int[] {1}), new Literal("values_2", after)),
        new Literal("axis", 0));
    Tensor y = transposed(rows, row, sizes, Convolutions.set(new int[] {1, stride}, padding, channelsLast));
    return Shaping.squeeze(y.shaped(shape(x, filters, channelsLast, 1, size)), axis);
  }

  private static Tensor transposed(Tensor x, Tensor kernel, Object sizes, UnaryOperator<OpCall> set) {
    boolean volumes = x.rank() == 5;
    String op = volumes ? "Conv3D" : "Conv2D", version = volumes ? "V2" : "";
    Tensor y = set.apply(x.tape().op(op + "BackpropInput" + version).whole()).on(sizes, kernel, x);
    return Gradients.of(y, Arrays.asList(kernel, x), flow -> {
      Tensor shape = kernel.shape();
      Tensor dKernel = set.apply(x.tape().op(op + "BackpropFilter" + version)).on(flow.dy(), shape, x);
      return List.of(dKernel.like(kernel), set.apply(x.tape().op(op)).on(flow.dy(), kernel).like(x));
    });
  }
}
