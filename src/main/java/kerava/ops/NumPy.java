package kerava.ops;

import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kerava.tensor.DType;

/**
 * Keras's operations that are NumPy's, on Tensors and the numbers (Integer or Double) that meet them, of the type that both become. Source:
 * Keras {@code backend/tensorflow/numpy.py}.
 */
public final class NumPy {
  private NumPy() {}

  private static Object type(Object value) { return value instanceof Tensor x ? x.dtype() : value; }

  private static GradientTape tape(Object... values) {
    return Stream.of(values).filter(Tensor.class::isInstance).map(Tensor.class::cast).findFirst().orElseThrow().tape();
  }

  private static Tensor tensor(GradientTape tape, Object value, DType type) {
    if (value instanceof Tensor x) return x.cast(type);
    if (type.isFloating()) return tape.constant("Const", Constants.of((Number) value, Constants.of(type)));
    return tape.constant(value).cast(type);
  }

  /** {@code operation} of both, as of the type that they become; {@code floating}: with a floating point. */
  private static Tensor joined(Object x, Object y, boolean floating, BinaryOperator<Tensor> operation) {
    GradientTape tape = tape(x, y);
    DType type = floating ? ResultType.floating(type(x), type(y)) : ResultType.of(type(x), type(y));
    Tensor first = tensor(tape, x, type);
    return operation.apply(first, tensor(tape, y, type));
  }

  public static Tensor add(Object x, Object y) { return joined(x, y, false, Arithmetic::add); }

  public static Tensor subtract(Object x, Object y) { return joined(x, y, false, Arithmetic::subtract); }

  public static Tensor multiply(Object x, Object y) { return joined(x, y, false, Arithmetic::multiply); }

  public static Tensor divide(Object x, Object y) { return joined(x, y, true, Arithmetic::dividedBy); }

  public static Tensor maximum(Object x, Object y) { return joined(x, y, false, Arithmetic::maximum); }

  public static Tensor minimum(Object x, Object y) { return joined(x, y, false, Arithmetic::minimum); }

  /** x to the power of a number, through which no gradient flows. */
  public static Tensor power(Object x, Object y) { return joined(x, y, false, Arithmetic::pow); }

  public static Tensor matmul(Object x, Object y) { return joined(x, y, false, Tensor::matmul); }

  /** A comparison by the op {@code name}, in which numbers have types of their own. */
  public static Tensor compare(String name, Object x, Object y) {
    GradientTape tape = tape(x, y);
    Tensor first = x instanceof Tensor given ? given : tape.constant(x instanceof Double number ? number.floatValue() : x);
    Tensor second = y instanceof Tensor given ? given : tape.constant(y instanceof Double number ? number.floatValue() : y);
    DType type = ResultType.of(first.dtype(), second.dtype());
    Tensor cast = first.cast(type);
    return Comparisons.compare(name, cast, second.cast(type));
  }

  /** Truth values joined by the op {@code name}. */
  public static Tensor logical(String name, Tensor... x) {
    return Comparisons.logical(name, Stream.of(x).map(each -> each.cast(DType.BOOL)).toArray(Tensor[]::new));
  }

  public static Tensor where(Tensor condition, Object yes, Object no) {
    Tensor truth = condition.cast(DType.BOOL);
    GradientTape tape = truth.tape();
    DType type = ResultType.of(type(yes), type(no));
    Tensor first = tensor(tape, yes, type);
    return Comparisons.where(truth, first, tensor(tape, no, type));
  }

  /** {@code function} of x, of whole numbers as float32. */
  public static Tensor real(Tensor x, UnaryOperator<Tensor> function) { return function.apply(x.cast(ResultType.floating(x.dtype()))); }

  /** All axes where none are given. */
  private static int[] axes(Tensor x, int... axes) { return axes.length > 0 ? axes : IntStream.range(0, x.rank()).toArray(); }

  /** {@code axes}: none for all. */
  public static Tensor sum(Tensor x, boolean keepDims, int... axes) {
    Tensor given = x.dtype() == DType.BOOL ? x.cast(DType.INT32) : x;
    return Reductions.sum(given, keepDims, axes(x, axes));
  }

  /** In float32, of what has fewer bits too. {@code axes}: none for all. */
  public static Tensor mean(Tensor x, boolean keepDims, int... axes) {
    Tensor mean = Reductions.mean("Mean", x.cast(ResultType.of(x.dtype(), DType.FLOAT32)), keepDims, (Object) axes(x, axes));
    return mean.cast(ResultType.floating(x.dtype()));
  }

  /** The largest, by the op {@code "Max"}, or the least, by {@code "Min"}. {@code axes}: none for all. */
  public static Tensor extreme(String name, Tensor x, boolean keepDims, int... axes) {
    if (x.dtype() == DType.BOOL) return Reductions.anyOrAll(name.equals("Max") ? "Any" : "All", x, keepDims, axes(x, axes));
    return Reductions.extreme(name, x, keepDims, axes(x, axes));
  }

  /** Whether any, by the op {@code "Any"}, or all hold. {@code axes}: none for all. */
  public static Tensor anyOrAll(String name, Tensor x, boolean keepDims, int... axes) {
    return Reductions.anyOrAll(name, x.cast(DType.BOOL), keepDims, axes(x, axes));
  }

  /** The mean of the squared distances from the mean. {@code axes}: none for all. */
  public static Tensor variance(Tensor x, boolean keepDims, int... axes) {
    Tensor given = x.cast(ResultType.of(x.dtype(), DType.FLOAT32));
    return squaredDistance(given, keepDims, axes(x, axes)).cast(ResultType.floating(x.dtype()));
  }

  private static Tensor squaredDistance(Tensor x, boolean keepDims, int... axes) {
    return x.scope("reduce_variance", () -> {
      Tensor mean = Reductions.mean("Mean", x, true, (Object) axes);
      return Reductions.mean("Mean", x.minus(mean).square(), keepDims, (Object) axes);
    });
  }

  /** The root of {@link #variance}. {@code axes}: none for all. */
  public static Tensor std(Tensor x, boolean keepDims, int... axes) {
    Tensor given = x.dtype().isFloating() ? x : x.cast(DType.FLOAT32);
    return given.scope("reduce_std", () -> squaredDistance(given, keepDims, axes(x, axes)).sqrt());
  }

  /** One behind the other along {@code axis}, of the type that they become. */
  public static Tensor concatenate(List<Tensor> xs, int axis) { return Tensor.concatenate(together(xs), axis); }

  /** Along a new axis, of the type that they become. */
  public static Tensor stack(List<Tensor> xs, int axis) { return Tensor.stack(together(xs), axis); }

  private static List<Tensor> together(List<Tensor> xs) {
    DType type = ResultType.of(xs.stream().map(Tensor::dtype).toArray());
    boolean differ = xs.stream().anyMatch(x -> x.dtype() != type);
    return differ ? xs.stream().map(x -> x.cast(type)).toList() : xs;
  }

  /** x with new axes of 1 in these places of y. */
  public static Tensor expandDims(Tensor x, int... places) {
    Tensor y = x;
    for (int place : Shaping.counted(x.rank() + places.length, places)) y = y.expandDims(place);
    return y;
  }

  /** Without {@code axes}, which are 1; none: without all axes of 1. */
  public static Tensor squeeze(Tensor x, int... axes) { return Shaping.squeeze(x, Shaping.counted(x.rank(), axes)); }

  /** Backwards. {@code axes}: none for all. */
  public static Tensor flip(Tensor x, int... axes) { return Shaping.reverse(x, Shaping.counted(x.rank(), axes(x, axes))); }

  /** x within {@code least} .. {@code most}; truth values become int32. */
  public static Tensor clip(Tensor x, Number least, Number most) {
    return Comparisons.clip(x.dtype() == DType.BOOL ? x.cast(DType.INT32) : x, least, most);
  }

  /** x {@code times[i]} times along axis i, the last of {@code times} for the last axis. */
  public static Tensor tile(Tensor x, int... times) {
    int[] all = new int[Math.max(x.rank(), times.length)];
    Arrays.fill(all, 1);
    System.arraycopy(times, 0, all, all.length - times.length, times.length);
    Tensor y = x;
    while (y.rank() < all.length) y = y.expandDims(0);
    return Shaping.tile(y, all);
  }
}
