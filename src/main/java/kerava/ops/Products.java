package kerava.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import kerava.ops.GradientTape.Flow;

/** Matrix products. Source: TensorFlow {@code python/ops/math_ops.py} matmul and tensordot, {@code math_grad.py}. */
final class Products {
  private Products() {}

  /**
   * Keras's {@code ops.matmul}: whole numbers become of the floating type that they meet. Source: Keras {@code backend/tensorflow/numpy.py}
   * matmul.
   */
  static Tensor matmul(Tensor x, Tensor y) {
    if (x.rank() < 2 || y.rank() < 2)
      throw new IllegalArgumentException("matmul multiplies matrices and stacks of them, but got tensors of "
          + x.rank() + " and " + y.rank() + " axes; give a vector an axis of 1 with expandDims");
    x.castByItself();
    y.castByItself();
    Tensor first = x.isFloating() || !y.isFloating() ? x : x.cast(y.type());
    return y.rank() == 2 && x.rank() > 2 ? tensordot(first, y) : product(first, y, false, false);
  }

  /** TensorFlow's {@code tf.matmul}, of matrices or stacks of them that broadcast, each as it is or transposed. */
  static Tensor product(Tensor x, Tensor y, boolean transposeX, boolean transposeY) {
    return x.tape().names().within("MatMul", () -> {
      Tensor z = written(x, y, transposeX, transposeY, true).shaped(shape(x, y, transposeX, transposeY));
      return Gradients.of(z, List.of(x, y), flow -> gradient(flow, x, y, transposeX, transposeY));
    });
  }

  private static long[] shape(Tensor x, Tensor y, boolean transposeX, boolean transposeY) {
    long[] outer = StaticShape.broadcast(Arrays.copyOf(x.sizes(), x.rank() - 2), Arrays.copyOf(y.sizes(), y.rank() - 2));
    long[] sizes = Arrays.copyOf(outer, outer.length + 2);
    sizes[outer.length] = x.size(transposeX ? -1 : -2);
    sizes[outer.length + 1] = y.size(transposeY ? -2 : -1);
    return sizes;
  }

  /** Without Python's grad_a and grad_b: they change no bits, and a step of 784-256-256-10 took some 6 % longer with them. */
  private static Tensor written(Tensor x, Tensor y, boolean transposeX, boolean transposeY, boolean whole) {
    boolean matrices = x.rank() == 2 && y.rank() == 2;
    OpCall call = x.tape().op(matrices ? "MatMul" : "BatchMatMulV2").named("MatMul");
    call.attribute(matrices ? "transpose_a" : "adj_x", transposeX).attribute(matrices ? "transpose_b" : "adj_y", transposeY);
    return (whole ? call.whole() : call).on(x, y);
  }

  private static List<Tensor> gradient(Flow flow, Tensor x, Tensor y, boolean transposeX, boolean transposeY) {
    Tensor dz = flow.dy(), dx = null, dy = null;
    boolean matrices = x.rank() == 2 && y.rank() == 2;
    if (flow.wants(0) || !matrices) dx = transposeX ? written(y, dz, transposeY, true, false) : written(dz, y, false, !transposeY, false);
    if (flow.wants(1) || !matrices) dy = transposeY ? written(dz, x, true, transposeX, false) : written(x, dz, !transposeX, false, false);
    return matrices || haveOneBatch(x, y) ? Arrays.asList(dx, dy) : summed(x, y, dx, dy);
  }

  private static boolean haveOneBatch(Tensor x, Tensor y) {
    long[] ofX = LongStream.of(x.sizes()).limit(x.rank() - 2).toArray(), ofY = LongStream.of(y.sizes()).limit(y.rank() - 2).toArray();
    return Arrays.equals(ofX, ofY) && LongStream.of(ofX).noneMatch(size -> size < 0);
  }

  /** Over what was broadcast. */
  private static List<Tensor> summed(Tensor x, Tensor y, Tensor dx, Tensor dy) {
    Tensor xShape = x.shape(), yShape = y.shape();
    Slice outer = Slice.to(-2);
    List<Tensor> axes = x.tape().op("BroadcastGradientArgs").all(2, Slice.of(xShape, outer), Slice.of(yShape, outer));
    Tensor xGradient = Shaping.reshape(Reductions.sum(dx, false, axes.get(0)), xShape).like(x);
    return List.of(xGradient, Shaping.reshape(Reductions.sum(dy, false, axes.get(1)), yShape).like(y));
  }

  private static Tensor ofMatrices(Tensor x, Tensor w) { return product(x, w, false, false); }

  /**
   * The products along axis {@code xAxis} of x and {@code yAxis} of y, sample by sample. Source: Keras {@code layers/merging/dot.py}
   * batch_dot.
   */
  static Tensor batchDot(Tensor x, Tensor y, int xAxis, int yAxis) {
    Tensor rows = x.rank() == 2 ? x.expandDims(1) : x, columns = y.rank() == 2 ? y.expandDims(2) : y;
    int summed = x.rank() == 2 ? 2 : xAxis;
    if (summed != rows.rank() - 1) rows = Shaping.transpose(rows, moved(rows.rank(), summed, rows.rank() - 1));
    if (yAxis != 1) columns = Shaping.transpose(columns, moved(columns.rank(), yAxis, 1));
    List<Object> xSizes = rows.rank() > 3 ? rows.symbolicSizes() : null;
    if (xSizes != null) rows = rows.reshape(List.of(xSizes.get(0), -1, xSizes.get(xSizes.size() - 1)));
    List<Object> ySizes = columns.rank() > 3 ? columns.symbolicSizes() : null;
    if (ySizes != null) columns = columns.reshape(List.of(ySizes.get(0), ySizes.get(1), -1));
    Tensor product = unsquashed(matmul(rows, columns), xSizes, ySizes);
    if (x.rank() == 2) return Shaping.squeeze(product, 1);
    return y.rank() == 2 ? Shaping.squeeze(product, product.rank() - 1) : product;
  }

  private static int[] moved(int rank, int from, int to) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    order.add(to, order.remove(from));
    return order.stream().mapToInt(axis -> axis).toArray();
  }

  private static Tensor unsquashed(Tensor product, List<Object> xSizes, List<Object> ySizes) {
    List<Object> sizes = new ArrayList<>(product.symbolicSizes());
    if (xSizes == null && ySizes == null) return product;
    Object last = sizes.remove(2);
    if (xSizes != null) {
      sizes.remove(1);
      sizes.addAll(xSizes.subList(1, xSizes.size() - 1));
    }
    if (ySizes == null) sizes.add(last);
    else sizes.addAll(ySizes.subList(2, ySizes.size()));
    return product.reshape(sizes);
  }

  /** Over the last axis of x, which has more than two. */
  private static Tensor tensordot(Tensor x, Tensor w) {
    return x.tape().names().within("Tensordot", () -> x.isStatic() ? tensordotOfKnown(x, w) : tensordotOfOpen(x, w));
  }

  private static Tensor tensordotOfKnown(Tensor x, Tensor w) {
    long[] sizes = x.sizes();
    long rows = LongStream.of(sizes).limit(sizes.length - 1).reduce(1, (a, b) -> a * b);
    Tensor product = ofMatrices(Shaping.reshape(x, rows, x.size(-1)), w);
    sizes[sizes.length - 1] = w.size(1);
    return Shaping.wholeReshape(product, Shaping.literal(sizes), sizes);
  }

  private static Tensor tensordotOfOpen(Tensor x, Tensor w) {
    GradientTape tape = x.tape();
    int last = x.rank() - 1;
    int[] axes = {last}, free = IntStream.range(0, last).toArray();
    Tensor axesGiven = tape.constant("axes", axes), freeGiven = tape.constant("free", free), shape = x.shape();
    Tensor freeSizes = Shaping.gather(shape, freeGiven), axesSizes = Shaping.gather(shape, axesGiven);
    Tensor rows = Reductions.product(freeSizes), columns = Reductions.product(axesSizes);
    Tensor order = Shaping.concat(0, freeGiven, axesGiven), matrix = Shaping.stack(rows, columns);
    Tensor product = ofMatrices(Shaping.reshape(Shaping.transpose(x, order), matrix), w),
        units = tape.constant("Const_2", new int[] {(int) w.size(1)});
    long[] sizes = x.sizes();
    sizes[last] = w.size(1);
    return Shaping.wholeReshape(product, Shaping.concat(0, freeSizes, units), sizes);
  }
}
