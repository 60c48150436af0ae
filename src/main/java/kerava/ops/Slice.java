package kerava.ops;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import kerava.ops.OpCall.Literal;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * What is taken of one axis, as Python's {@code begin:end:step}; null: from the start, to the end. Places count from the end if negative.
 * Source: TensorFlow {@code python/ops/array_ops.py} strided_slice, {@code array_grad.py}.
 */
public record Slice(@Nullable Integer begin, @Nullable Integer end, int step) {
  /** One place, whose axis goes away. */
  private static final int ONE = 0;
  private static final Slice REST = new Slice(null, null, ONE), NEW = new Slice(null, null, ONE);

  /** Every {@code step}th of an axis, backwards if negative. */
  public static Slice every(int step) { return new Slice(null, null, step); }

  /** The whole axis. */
  public static Slice all() { return every(1); }

  /** All axes between those told before and those told after. */
  public static Slice ellipsis() { return REST; }

  /** A new axis of 1. */
  public static Slice newAxis() { return NEW; }

  public static Slice from(int begin) { return new Slice(begin, null, 1); }

  public static Slice to(int end) { return new Slice(null, end, 1); }

  public static Slice range(int begin, int end) { return new Slice(begin, end, 1); }

  /** One place, whose axis goes away. */
  public static Slice at(int place) { return new Slice(place, place + 1, ONE); }

  public boolean isEllipsis() { return this == REST; }

  public boolean isNewAxis() { return this == NEW; }

  /** The one place that is taken, null: another thing is. */
  public @Nullable Integer place() { return isRange() ? null : begin; }

  /** What {@code slices} leave of {@code shape}; {@code who} takes them, for messages. Source: Keras {@code ops/numpy.py} GetItem. */
  public static Shape shape(String who, Shape shape, Slice... slices) {
    List<Integer> sizes = new ArrayList<>();
    long taken = Arrays.stream(slices).filter(slice -> slice != REST && slice != NEW).count();
    require(taken <= shape.rank() && Arrays.stream(slices).filter(slice -> slice == REST).count() <= 1,
        "%s: slices must be of the axes of %s, and leave out the rest once at most, got %d", who, shape, taken);
    int axis = 0, rest = shape.rank() - (int) taken;
    for (Slice slice : slices) {
      if (slice == NEW) sizes.add(1);
      else if (slice == REST) for (; rest > 0; rest--) sizes.add(shape.size(axis++));
      else slice.left(who, shape.size(axis++)).ifPresent(sizes::add);
    }
    for (; axis < shape.rank(); axis++) sizes.add(shape.size(axis));
    return new Shape(sizes);
  }

  /** How long an axis of {@code size} is after it; nothing: it goes away. */
  private OptionalInt left(String who, int size) {
    require(isRange() || size == Shape.NONE || begin >= -size && begin < size, "%s: place %s must be within -%d .. %d", who, begin, size,
        size - 1);
    if (!isRange()) return OptionalInt.empty();
    if (size == Shape.NONE) return OptionalInt.of(size);
    int least = step > 0 ? 0 : -1, most = step > 0 ? size : size - 1;
    int from = begin == null ? step > 0 ? 0 : size - 1 : Math.min(Math.max(begin < 0 ? begin + size : begin, least), most);
    int to = end == null ? step > 0 ? size : -1 : Math.min(Math.max(end < 0 ? end + size : end, least), most);
    return OptionalInt.of(Math.max(0, Math.floorDiv(to - from + step - Integer.signum(step), step)));
  }

  private boolean isRange() { return step != ONE; }

  /** A bit for each of {@code slices} for which it holds. */
  private static int mask(List<Slice> slices, java.util.function.Predicate<Slice> holds) {
    int mask = 0;
    for (int i = 0; i < slices.size(); i++) if (holds.test(slices.get(i))) mask |= 1 << i;
    return mask;
  }

  private static int[] numbers(List<Slice> slices, java.util.function.Function<Slice, Integer> of) {
    return slices.stream().mapToInt(slice -> of.apply(slice) == null ? 0 : of.apply(slice)).toArray();
  }

  private static OpCall masked(OpCall call, List<Slice> slices) {
    return call.attribute("begin_mask", mask(slices, s -> s.isRange() && s.begin == null))
        .attribute("end_mask", mask(slices, s -> s.isRange() && s.end == null))
        .attribute("ellipsis_mask", mask(slices, s -> s == REST)).attribute("new_axis_mask", mask(slices, s -> s == NEW))
        .attribute("shrink_axis_mask", mask(slices, s -> !s.isRange() && s.begin != null));
  }

  static Tensor of(Tensor x, Slice... parts) {
    x.operand();
    GradientTape tape = x.tape();
    List<Slice> slices = Arrays.asList(parts);
    int[] begin = numbers(slices, Slice::begin), end = numbers(slices, Slice::end),
        steps = numbers(slices, s -> s.step == ONE ? 1 : s.step);
    return tape.names().within("strided_slice", () -> {
      List<Object> inputs = new ArrayList<>(List.of(x));
      for (int[] numbers : List.of(begin, end, steps)) inputs.add(tape.constant("stack", numbers));
      Tensor y = masked(tape.op("StridedSlice").whole(), slices).on(inputs.toArray()).shaped(known(x, parts));
      return Gradients.unary(y, x, dy -> {
        Tensor shape = x.shape();
        return masked(tape.op("StridedSliceGrad"), slices).on(x.isStatic() ? Shaping.literal(x.sizes()) : shape,
            new Literal("begin", begin), new Literal("end", end), new Literal("strides", steps), dy).like(x);
      });
    });
  }

  private static long[] known(Tensor x, Slice... parts) {
    int[] sizes = Arrays.stream(x.sizes()).mapToInt(size -> size < 0 ? Shape.NONE : Math.toIntExact(size)).toArray();
    return Arrays.stream(shape("slice", Shape.of(sizes), parts).toArray()).mapToLong(size -> size == Shape.NONE ? -1 : size).toArray();
  }
}
