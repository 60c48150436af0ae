package kerava.ops;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import kerava.ops.OpCall.Literal;
import org.tensorflow.proto.DataType;

/**
 * Products of a kernel with each place of (batch, ..., channels), or (batch, channels, ...) if not {@code channelsLast}; {@code padding}:
 * valid or same. Source: Keras {@code backend/tensorflow/nn.py} conv and depthwise_conv, TensorFlow {@code python/ops/nn_ops.py},
 * {@code nn_grad.py}.
 */
public final class Convolutions {
  private static final List<String> PADDINGS = List.of("valid", "same");

  private Convolutions() {}

  /**
   * Along one to three axes; the kernel is (size, ..., channels, filters), of fewer channels than x in groups: each of as many parts of x
   * makes as many of the filters. {@code strides} and {@code dilations}: one number for each of these axes.
   */
  public static Tensor conv(Tensor x, Tensor kernel, int[] strides, String padding, boolean channelsLast, int... dilations) {
    check(padding);
    int axes = x.rank() - 2;
    if (axes < 1 || axes > 3)
      throw new IllegalArgumentException("conv is along 1 to 3 axes, but x has " + x.rank() + " with batch and channels");
    long channels = x.size(channelsLast ? -1 : 1), each = kernel.size(-2);
    if (channels % each != 0 || kernel.size(-1) % (channels / each) != 0)
      throw new IllegalArgumentException("conv's kernel must have x's channels, " + channels
          + ", or a part of them that divides them and whose number divides the filters, but has " + each + " for " + kernel.size(-1)
          + " filters");
    boolean compiled = channels != each || axes == 3 && !channelsLast;
    BinaryOperator<Tensor> writing = (in, by) -> written(in, by, strides, padding, channelsLast, compiled, dilations);
    return (compiled ? CompiledOps.of(x, kernel, writing) : writing.apply(x, kernel))
        .shaped(windows(x, reach(kernel, dilations), strides, padding, channelsLast, kernel.size(-1)));
  }

  /** {@code compiled}: XLA takes channels wherever they are. */
  private static Tensor written(Tensor x, Tensor kernel, int[] strides, String padding, boolean channelsLast, boolean compiled,
      int... dilations) {
    boolean asIs = channelsLast || compiled;
    return x.scope("convolution", () -> dilated(x, kernel, padding, channelsLast, dilations, (in, pad) -> switch (x.rank() - 2) {
      case 1 -> conv1d(in, kernel, strides[0], pad, channelsLast, asIs);
      case 2 -> anyConv2d(in, kernel, strides, pad, channelsLast, asIs);
      default -> gradients(in, kernel, set(strides, pad, channelsLast), "Conv3D", "V2");
    }));
  }

  private static long[] reach(Tensor kernel, int[] dilations) {
    return IntStream.range(0, dilations.length).mapToLong(i -> kernel.size(i) < 0 ? -1 : (kernel.size(i) - 1) * dilations[i] + 1).toArray();
  }

  /** The shape of what each window of x makes; {@code windows}: their sizes, -1 of one that is not known. */
  static long[] windows(Tensor x, long[] windows, int[] strides, String padding, boolean channelsLast, long channels) {
    long[] sizes = x.sizes();
    sizes[channelsLast ? sizes.length - 1 : 1] = channels;
    for (int i = 0; i < windows.length; i++) {
      int axis = i + (channelsLast ? 1 : 2);
      boolean known = sizes[axis] >= 0 && windows[i] >= 0, same = padding.equals("same");
      sizes[axis] = known ? Math.floorDiv(sizes[axis] - (same ? 1 : windows[i]), strides[i]) + 1 : StaticShape.UNKNOWN;
    }
    return sizes;
  }

  /** A convolution without dilation. */
  private interface Plain {
    Tensor of(Tensor x, String padding);
  }

  /**
   * By a kernel with holes: samples of every {@code dilation}th place are more samples for one without. Source: {@code nn_ops.py}
   * with_space_to_batch.
   */
  private static Tensor dilated(Tensor x, Tensor kernel, String padding, boolean channelsLast, int[] dilations, Plain convolution) {
    if (Arrays.stream(dilations).allMatch(dilation -> dilation == 1)) return convolution.of(x, padding);
    int before = channelsLast ? 0 : 1;
    int[] block = new int[before + dilations.length];
    int[][] paddings = new int[block.length][2], crops = new int[block.length][2];
    Arrays.fill(block, 1);
    for (int i = 0; i < dilations.length; i++) {
      long size = x.size(before + i + 1);
      if (size < 0)
        throw new IllegalArgumentException("a dilated conv needs the sizes of all axes but the batch's, got " + Arrays.toString(x.sizes()));
      int extra = padding.equals("same") ? (int) (kernel.size(i) - 1) * dilations[i] : 0, start = extra / 2;
      int more = (int) (dilations[i] - (size + extra) % dilations[i]) % dilations[i];
      block[before + i] = dilations[i];
      paddings[before + i] = new int[] {start, extra - start + more};
      crops[before + i][1] = more;
    }
    return toSpace(convolution.of(toBatch(x, new Literal("block_shape", block), new Literal("paddings", paddings)), "valid"),
        new Literal("block_shape", block), new Literal("crops", crops));
  }

  private static Tensor toBatch(Tensor x, Object block, Object paddings) {
    OpCall call = x.tape().op("SpaceToBatchND");
    Tensor y = call.on(x, block, paddings), blocks = call.input(1), added = call.input(2);
    return Gradients.unary(y, x, dy -> toSpace(dy, blocks, added).like(x));
  }

  private static Tensor toSpace(Tensor x, Object block, Object crops) {
    OpCall call = x.tape().op("BatchToSpaceND");
    Tensor y = call.on(x, block, crops), blocks = call.input(1), cut = call.input(2);
    return Gradients.unary(y, x, dy -> toBatch(dy, blocks, cut).like(x));
  }

  private static Tensor conv1d(Tensor x, Tensor kernel, int stride, String padding, boolean channelsLast, boolean asIs) {
    int axis = channelsLast ? -3 : -2;
    Tensor rows = x.expandDims(axis), row = kernel.expandDims(0);
    return Shaping.squeeze(anyConv2d(rows, row, new int[] {1, stride}, padding, channelsLast, asIs), axis);
  }

  /** Channels go last where the processor has no kernel for channels that come first; Python then fails as it runs. */
  private static Tensor anyConv2d(Tensor x, Tensor kernel, int[] strides, String padding, boolean channelsLast, boolean asIs) {
    if (asIs || ChannelsFirst.hasKernels()) return conv2d(x, kernel, strides, padding, channelsLast);
    return Pooling.channelsLast(x, false, last -> conv2d(last, kernel, strides, padding, true));
  }

  static Tensor conv2d(Tensor x, Tensor kernel, int[] strides, String padding, boolean channelsLast) {
    return gradients(x, kernel, set(strides, padding, channelsLast), "Conv2D", "");
  }

  /** {@code op}; its gradients are the ops of its name with {@code version} after theirs. */
  private static Tensor gradients(Tensor x, Tensor kernel, UnaryOperator<OpCall> set, String op, String version) {
    Tensor y = set.apply(x.tape().op(op).whole()).on(x, kernel);
    return Gradients.of(y, List.of(x, kernel), flow -> {
      List<Tensor> shapes = x.tape().op("ShapeN").attribute("out_type", DataType.DT_INT32).all(2, List.of(x, kernel));
      Tensor dx = set.apply(x.tape().op(op + "BackpropInput" + version)).on(shapes.get(0), kernel, flow.dy());
      return List.of(dx.like(x), set.apply(x.tape().op(op + "BackpropFilter" + version)).on(x, shapes.get(1), flow.dy()).like(kernel));
    });
  }

  /** Channel by channel, along one or two axes; the kernel is (size, ..., channels, multiplier). */
  public static Tensor depthwiseConv(Tensor x, Tensor kernel, int[] strides, String padding, boolean channelsLast, int... dilations) {
    check(padding, strides, dilations);
    return onImages(x, channelsLast, strides, dilations, (image, steps, holes) -> {
      Tensor both = image(kernel, strides.length);
      return image.scope("depthwise", () -> dilated(image, both, padding, true, holes,
          (in, pad) -> depthwise(in, both, set(steps, pad, true), in.tape().op("DepthwiseConv2dNative").whole())));
    });
  }

  /** The same, and of each place then the product with {@code pointwise}, (1, ..., channels * multiplier, filters). */
  public static Tensor separableConv(Tensor x, Tensor kernel, Tensor pointwise, int[] strides, String padding, boolean channelsLast,
      int... dilations) {
    check(padding, strides, dilations);
    return onImages(x, channelsLast, strides, dilations, (image, steps, holes) -> {
      Tensor both = image(kernel, strides.length), point = image(pointwise, strides.length);
      return image.scope("separable_conv2d", () -> {
        Tensor middle = dilated(image, both, padding, true, holes,
            (in, pad) -> depthwise(in, both, set(steps, pad, true), in.tape().op("DepthwiseConv2dNative").named("depthwise")));
        return conv2d(middle, point, new int[] {1, 1}, "valid", true);
      });
    });
  }

  /** What is done to images with the channels last. */
  private interface OnImages {
    Tensor of(Tensor image, int[] strides, int[] dilations);
  }

  /** Sequences are images of one row, of which TensorFlow takes the same stride along both axes. */
  private static Tensor onImages(Tensor x, boolean channelsLast, int[] strides, int[] dilations, OnImages convolution) {
    if (strides.length == 2) return Pooling.channelsLast(x, channelsLast, last -> convolution.of(last, strides, dilations));
    return Pooling.channelsLast(x, channelsLast, last -> Shaping.squeeze(
        convolution.of(last.expandDims(1), new int[] {strides[0], strides[0]}, new int[] {1, dilations[0]}), 1));
  }

  private static Tensor image(Tensor kernel, int axes) { return axes == 2 ? kernel : kernel.expandDims(0); }

  private static void check(String padding, int[] strides, int[] dilations) {
    check(padding);
    if (Arrays.stream(strides).anyMatch(s -> s > 1) && Arrays.stream(dilations).anyMatch(d -> d > 1))
      throw new IllegalArgumentException("a depthwise conv has strides or dilations of more than 1, not both");
  }

  private static Tensor depthwise(Tensor x, Tensor kernel, UnaryOperator<OpCall> set, OpCall call) {
    Tensor y = set.apply(call).on(x, kernel);
    return Gradients.of(y, List.of(x, kernel), flow -> {
      Tensor xShape = x.shape();
      Tensor dx = set.apply(x.tape().op("DepthwiseConv2dNativeBackpropInput")).on(xShape, kernel, flow.dy());
      Tensor kernelShape = kernel.shape();
      return List.of(dx.like(x), set.apply(x.tape().op("DepthwiseConv2dNativeBackpropFilter")).on(x, kernelShape, flow.dy()).like(kernel));
    });
  }

  /** The attributes that a convolution and its gradients share. */
  static UnaryOperator<OpCall> set(int[] strides, String padding, boolean channelsLast) {
    return call -> call.attribute("strides", sizes(strides, channelsLast)).attribute("padding", padding.toUpperCase(Locale.ROOT))
        .attribute("data_format", format(strides.length, channelsLast));
  }

  /** TensorFlow's word for the order of axes of images, and of volumes. */
  static String format(int axes, boolean channelsLast) {
    String along = axes == 3 ? "DHW" : "HW";
    return channelsLast ? "N" + along + "C" : "NC" + along;
  }

  /** With 1 for the batch and the channels. */
  static long[] sizes(int[] along, boolean channelsLast) {
    int before = channelsLast ? 1 : 2;
    return IntStream.range(0, along.length + 2).mapToLong(i -> i < before || i >= before + along.length ? 1 : along[i - before]).toArray();
  }

  static void check(String padding) {
    if (!PADDINGS.contains(padding)) throw new IllegalArgumentException("padding is one of " + PADDINGS + ", got " + padding);
  }
}
