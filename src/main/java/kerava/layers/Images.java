package kerava.layers;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kerava.ops.Pooling;
import kerava.ops.Slice;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/** What layers on images, and on sequences, say of shapes. Source: Keras {@code ops/operation_utils.py}. */
final class Images {
  private static final List<String> AXES =
      List.of("three axes, the batch, steps and channels", "four axes, the batch, height, width and channels",
          "five axes, the batch, depth, height, width and channels");

  private Images() {}

  /** Refuses what is no images. */
  static void check(Layer layer, Shape x) { check(layer, x, 2); }

  /** Refuses volumes whose channels come first, which TensorFlow convolves on a GPU alone. */
  static void checkVolumes(String who, DataFormat format) {
    require(format != DataFormat.CHANNELS_FIRST,
        "%s: TensorFlow convolves volumes with the channels last; move them there by a Permute before",
        who);
  }

  /** Refuses what has not {@code axes} axes, 1 of sequences, 2 of images or 3 of volumes, between batch and channels. */
  static void check(Layer layer, Shape x, int axes) {
    require(x.rank() == axes + 2, "%s: the input must have %s, got %s; reshape it first", layer.className(),
        AXES.get(axes - 1), x);
  }

  /** The shape of what {@code filters} values for each window are. */
  static Shape windows(Layer layer, Shape x, int[] window, int[] strides, Padding padding, DataFormat format, int filters) {
    int[] sizes = format.sizes(x);
    int[] windows = IntStream.range(0, sizes.length).map(i -> padding.windows(sizes[i], window[i], strides[i])).toArray();
    require(IntStream.of(windows).allMatch(number -> number > 0 || number == Shape.NONE),
        "%s: no window of %s fits into an input %s; take a smaller one, or padding same", layer.className(), told(window), x);
    return format.shape(x.size(0), filters, windows);
  }

  private static String told(int[] sizes) {
    return Arrays.stream(sizes).mapToObj(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
  }

  /** The shape of x with as much along each axis as {@code changes} makes of what is there; {@link Shape#NONE} stays. */
  static Shape changed(Shape x, DataFormat format, IntUnaryOperator... changes) {
    int[] sizes = format.sizes(x);
    return format.shape(x.size(0), format.channels(x),
        IntStream.range(0, sizes.length).map(i -> sizes[i] == Shape.NONE ? sizes[i] : changes[i].applyAsInt(sizes[i])).toArray());
  }

  /** x with so many zeros before and after what is {@code along} each axis between batch and channels. */
  static Tensor padded(Tensor x, DataFormat format, int[]... along) {
    List<int[]> all = new ArrayList<>(Arrays.asList(along));
    all.add(0, new int[] {0, 0});
    all.add(format.channelsAxis(along.length + 2), new int[] {0, 0});
    return Pooling.pad(x, all.toArray(int[][]::new));
  }

  /** Adds {@code before} and {@code after}. */
  static IntUnaryOperator plus(int before, int after) { return size -> Math.addExact(Math.addExact(before, size), after); }

  /** What is left of an axis without {@code before} and {@code after}. */
  static Slice inside(int before, int after) { return after == 0 ? Slice.from(before) : Slice.range(before, -after); }

  static IntUnaryOperator times(int times) { return size -> Math.multiplyExact(size, times); }

  /** Takes away {@code before} and {@code after}, of which something must be left. */
  static IntUnaryOperator minus(Layer layer, Shape x, int before, int after) {
    return size -> {
      require((long) before + after < size, "%s: nothing is left of %d where %d and %d are cut off, in an input %s; cut off less",
          layer.className(), size, before, after, x);
      return size - before - after;
    };
  }
}
