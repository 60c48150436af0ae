package kerava.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import kerava.ops.OpCall.Literal;

/** Sums and means over axes. Source: TensorFlow {@code python/ops/math_ops.py}, {@code math_grad.py}. */
final class Reductions {
  private Reductions() {}

  static Tensor sumOfAll(Tensor x) {
    Tensor axes = x.tape().constant(IntStream.range(0, x.rank()).toArray());
    Tensor y = reduced("Sum", "Sum", x, axes, false);
    return Gradients.of(y, List.of(x), flow -> List.of(spread(x, flow.dy(), IntStream.range(0, x.rank()).toArray(), true, false)));
  }

  static Tensor sum(Tensor x, boolean keepDims, int... axes) { return sum(x, keepDims, (Object) axes); }

  /** {@code axes}: an array of them, one by itself, or a tensor, through which no gradient is asked for. */
  static Tensor sum(Tensor x, boolean keepDims, Object axes) {
    Object given = axes instanceof Tensor ? axes : new Literal("reduction_indices", axes);
    Tensor y = reduced("Sum", "Sum", x, given, keepDims);
    if (axes instanceof Tensor) return y;
    int[] known = axes instanceof int[] several ? several : new int[] {(Integer) axes};
    y.shaped(StaticShape.reduced(x.sizes(), keepDims, known));
    return Gradients.of(y, List.of(x), flow -> List.of(spread(x, flow.dy(), known, axes instanceof int[], keepDims)));
  }

  /** The largest or least over some axes, one given by its number as Python gives it. */
  static Tensor extreme(String type, Tensor x, boolean keepDims, int... axes) {
    OpCall call = x.tape().op(type).attribute("keep_dims", keepDims);
    Tensor y = call.on(x, new Literal("reduction_indices", axes.length == 1 ? axes[0] : axes)), over = call.input(1);
    y.shaped(StaticShape.reduced(x.sizes(), keepDims, axes));
    return Gradients.of(y, List.of(x), flow -> List.of(toExtremes(x, y, flow.dy(), over, keepDims, normalized(axes, x.rank()))));
  }

  /** To all that are as large as the largest, in equal parts. */
  private static Tensor toExtremes(Tensor x, Tensor y, Tensor dy, Tensor over, boolean keepDims, int... axes) {
    Tensor shape = x.shape();
    Object kept = keepDims
        ? y.shape()
        : x.isStatic() ? Shaping.literal(StaticShape.reduced(x.sizes(), true, axes)) : keptShape(shape, axes, x.rank());
    Tensor extreme = keepDims ? y : Shaping.reshapedTo(y, kept), spread = keepDims ? dy : Shaping.reshapedTo(dy, kept);
    Tensor chosen = Comparisons.compare("Equal", extreme, x).cast(dy.type());
    Tensor number = Shaping.reshapedTo(sum(chosen, false, over), kept);
    return chosen.dividedBy(number).times(spread).like(x);
  }

  /**
   * {@code log(sum(exp(x)))} over one axis, of which the largest is taken out before. Source: TensorFlow {@code python/ops/math_ops.py}
   * reduce_logsumexp.
   */
  static Tensor logSumExp(Tensor x, boolean keepDims, int axis) {
    return x.tape().scope("ReduceLogSumExp", () -> {
      Tensor most = extreme("Max", x, true, axis), finite = x.tape().op("IsFinite").on(most).like(most);
      Tensor taken = Comparisons.select(finite, most, most.zerosLike()).stopGradient();
      Tensor sum = sum(x.minus(taken).exp(), keepDims, (Object) axis).log();
      Tensor added = keepDims ? taken : Shaping.reshapedTo(taken, sum.shape()).like(sum);
      return sum.plus(added);
    });
  }

  /** Whether any or all hold over some axes; no gradient. */
  static Tensor anyOrAll(String type, Tensor x, boolean keepDims, int... axes) {
    Tensor y = reduced(type, type, x, new Literal("reduction_indices", axes.length == 1 ? axes[0] : axes), keepDims);
    return y.shaped(StaticShape.reduced(x.sizes(), keepDims, axes));
  }

  static Tensor product(Tensor x) { return reduced("Prod", "Prod", x, x.tape().constant(new int[] {0}), false); }

  /** Source: Keras {@code losses/loss.py} reduce_values. */
  static Tensor number(Tensor x) {
    Tensor shape = x.shape();
    if (x.isStatic()) return product(x.tape().constant(Shaping.ints(x.sizes())));
    List<Object> sizes = new ArrayList<>();
    for (int axis = 0; axis < x.rank(); axis++) sizes.add(x.size(axis) < 0 ? Shaping.at(shape, axis) : (int) x.size(axis));
    return product(x.tape().constant("packed", sizes));
  }

  private static Tensor reduced(String type, String name, Tensor x, Object axes, boolean keepDims) {
    return x.tape().op(type).named(name).attribute("keep_dims", keepDims).on(x, axes);
  }

  static Tensor mean(String name, Tensor x, boolean keepDims, int... axes) {
    return mean(name, x, keepDims, axes.length == 1 && !keepDims ? axes[0] : (Object) axes);
  }

  /** {@code given}: an array of axes, or one by itself. */
  static Tensor mean(String name, Tensor x, boolean keepDims, Object given) {
    int[] axes = given instanceof int[] several ? several : new int[] {(Integer) given};
    Tensor y =
        reduced("Mean", name, x, new Literal("reduction_indices", given), keepDims).shaped(StaticShape.reduced(x.sizes(), keepDims, axes));
    return Gradients.of(y, List.of(x), flow -> List.of(meanGradient(x, y, flow.dy(), axes, given instanceof int[], keepDims)));
  }

  private static Tensor meanGradient(Tensor x, Tensor y, Tensor dy, int[] axes, boolean list, boolean keepDims) {
    Tensor spread = spread(x, dy, axes, list, keepDims);
    if (x.isStatic() && y.isStatic())
      return spread.dividedBy(x.constant("Const", Shaping.elements(x.sizes()) / Math.max(Shaping.elements(y.sizes()), 1)));
    Tensor chosen = Shaping.gather(x.shape(), x.tape().constant("mod", normalized(axes, x.rank())));
    Tensor count = reduced("Prod", "Prod", chosen, x.tape().constant(list ? "Const" : "range", new int[] {0}), false);
    return spread.dividedBy(count.cast(x.type()));
  }

  private static int[] normalized(int[] axes, int rank) { return Arrays.stream(axes).map(axis -> axis < 0 ? axis + rank : axis).toArray(); }

  /** The gradient of a sum, to every element that it is a sum of. {@code list}: whether the axes were given as one. */
  private static Tensor spread(Tensor x, Tensor dy, int[] axes, boolean list, boolean keepDims) {
    int rank = x.rank();
    if (list && Arrays.equals(axes, IntStream.range(0, rank).toArray())) return spreadOverAll(x, dy);
    int[] over = normalized(axes, rank);
    if (x.isStatic()) {
      long[] kept = x.sizes(), times = new long[rank];
      Arrays.fill(times, 1);
      for (int axis : over) {
        times[axis] = kept[axis];
        kept[axis] = 1;
      }
      return Shaping.tile(Shaping.reshape(dy, kept), x, Shaping.literal("multiples", times));
    }
    Tensor shape = x.shape();
    return Shaping.broadcast(keepDims ? dy : Shaping.reshape(dy, keptShape(shape, over, rank)), x, shape);
  }

  private static Tensor spreadOverAll(Tensor x, Tensor dy) {
    long[] ones = new long[x.rank()];
    Arrays.fill(ones, 1);
    Tensor single = Shaping.reshape(dy, ones);
    Tensor shape = x.isStatic() ? x.tape().constant(Shaping.ints(x.sizes())) : x.shape();
    return Shaping.tile(single, x, shape);
  }

  /** {@code shape} with 1 for the axes in {@code over}. */
  static Tensor keptShape(Tensor shape, int[] over, int rank) {
    GradientTape tape = shape.tape();
    int[] ones = new int[over.length];
    Arrays.fill(ones, 1);
    Tensor all = tape.constant("range", IntStream.range(0, rank).toArray()), reduced = tape.constant("mod", over);
    return tape.op("DynamicStitch").on(List.of(all, reduced), List.of(shape, tape.constant("ones", ones)));
  }
}
