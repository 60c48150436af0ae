package kerava.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kerava.ops.OpCall.Literal;

/**
 * What is taken of one axis, as Python's {@code begin:end:step}; null: from the start, to the end. Places count from the end if negative.
 * Source: TensorFlow {@code python/ops/array_ops.py} strided_slice, {@code array_grad.py}.
 */
public record Slice(Integer begin, Integer end, int step) {
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
      Tensor y = masked(tape.op("StridedSlice").whole(), slices).on(inputs.toArray());
      return Gradients.unary(y, x, dy -> {
        Tensor shape = x.shape();
        return masked(tape.op("StridedSliceGrad"), slices).on(x.isStatic() ? Shaping.literal(x.sizes()) : shape,
            new Literal("begin", begin), new Literal("end", end), new Literal("strides", steps), dy).like(x);
      });
    });
  }
}
