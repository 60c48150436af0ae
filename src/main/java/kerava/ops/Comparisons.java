package kerava.ops;

import java.util.Arrays;
import java.util.List;

/** Conditions, and what is chosen by them. Source: TensorFlow {@code python/ops/math_ops.py}, {@code array_ops.py}, {@code clip_ops.py}. */
final class Comparisons {
  private Comparisons() {}

  /** Has no gradient, but Python's tape, which goes back through what comes first, comes by. */
  static Tensor compare(String type, Tensor x, Object y) {
    OpCall call = x.tape().op(type);
    Tensor result = call.on(x, OpCall.input("y", y, x)), other = call.input(1);
    result.shaped(y instanceof Tensor ? StaticShape.broadcast(x.sizes(), other.sizes()) : x.sizes());
    return Gradients.of(result, List.of(x, other), flow -> Arrays.asList(null, null));
  }

  /** Both, either, or not. */
  static Tensor logical(String type, Tensor... conditions) {
    Tensor result = conditions[0].tape().op(type).on((Object[]) conditions);
    return result.shaped(StaticShape.broadcast(conditions[0].sizes(), conditions[conditions.length - 1].sizes()));
  }

  /** TensorFlow's newer op, whose operands broadcast. */
  static Tensor where(Tensor condition, Object yes, Object no) {
    GradientTape tape = condition.tape();
    OpCall call = tape.op("SelectV2");
    Tensor z = call.on(condition, OpCall.input("t", yes, no), OpCall.input("e", no, yes)), x = call.input(1), y = call.input(2);
    z.shaped(StaticShape.broadcast(condition.sizes(), StaticShape.broadcast(x.sizes(), y.sizes())));
    return Gradients.of(z, List.of(condition, x, y), flow -> {
      Tensor dz = flow.dy(), zeros = dz.constant("zeros", 0);
      Tensor chosen = where(condition, dz, zeros), other = where(condition, zeros, dz);
      return Arrays.asList(null, Gradients.reduced(x, z, chosen, null).get(0), Gradients.reduced(y, z, other, null).get(0));
    });
  }

  /** TensorFlow's first op, whose operands have one shape. */
  static Tensor select(Tensor condition, Tensor yes, Tensor no) {
    Tensor z = condition.tape().op("Select").on(condition, yes, no).like(yes);
    return Gradients.of(z, List.of(condition, yes, no), flow -> {
      Tensor zeros = yes.zerosLike();
      return Arrays.asList(null, select(condition, flow.dy(), zeros), select(condition, zeros, flow.dy()));
    });
  }

  static Tensor clip(Tensor x, Object least, Object most) {
    GradientTape tape = x.tape();
    return tape.names().within("clip_by_value", () -> Arithmetic.wholeMaximum(Arithmetic.minimum(x, most), least));
  }
}
