package kerava.ops;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Matrix products. Source: TensorFlow {@code python/ops/math_ops.py} matmul and tensordot, {@code math_grad.py}. */
final class Products {
  private Products() {}

  static Tensor matmul(Tensor x, Tensor w) { return x.rank() == 2 ? ofMatrices(x, w) : tensordot(x, w); }

  /** Without Python's grad_a and grad_b: they change no bits, and a step of 784-256-256-10 took some 6 % longer with them. */
  private static Tensor ofMatrices(Tensor x, Tensor w) {
    return x.tape().names().within("MatMul", () -> Gradients.of(x.tape().op("MatMul").whole().on(x, w), List.of(x, w), flow -> {
      Tensor dy = flow.dy();
      Tensor dx = flow.wants(0) ? x.tape().op("MatMul").attribute("transpose_b", true).on(dy, w) : null;
      Tensor dw = flow.wants(1) ? x.tape().op("MatMul").attribute("transpose_a", true).on(x, dy) : null;
      return Arrays.asList(dx, dw);
    }));
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
