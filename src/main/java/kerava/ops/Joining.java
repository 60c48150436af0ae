package kerava.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kerava.ops.OpCall.Literal;
import org.tensorflow.proto.DataType;

/**
 * Several tensors as one, and one as several. Source: TensorFlow {@code python/ops/array_ops.py}, {@code array_ops_stack.py},
 * {@code array_grad.py}.
 */
final class Joining {
  /** A gradient of more inputs is split, one of fewer is sliced. */
  private static final int FEW = 16;

  private Joining() {}

  static Tensor concatenate(List<Tensor> xs, int axis) {
    GradientTape tape = xs.get(0).tape();
    if (xs.size() == 1) {
      tape.reserve("concat");
      return tape.read(xs.get(0));
    }
    OpCall call = tape.op("ConcatV2").named("concat");
    Tensor y = call.on(xs, new Literal("axis", axis)), along = call.input(1);
    y.shaped(StaticShape.joined(xs.stream().map(Tensor::sizes).toList(), axis));
    return Gradients.of(y, xs, flow -> parts(flow.dy(), xs, along));
  }

  private static List<Tensor> parts(Tensor dy, List<Tensor> xs, Tensor along) {
    GradientTape tape = dy.tape();
    Tensor rank = Shaping.rank(xs.get(0));
    Tensor axis = tape.names().within("mod", () -> tape.op("FloorMod").whole().on(along, rank));
    List<Tensor> shapes = shapes(xs), parts = new ArrayList<>();
    if (xs.size() > FEW) return split(dy, shapes, axis);
    List<Tensor> starts = tape.op("ConcatOffset").all(xs.size(), axis, shapes);
    for (int i = 0; i < xs.size(); i++) parts.add(tape.op("Slice").on(dy, starts.get(i), shapes.get(i)).like(xs.get(i)));
    return parts;
  }

  private static List<Tensor> split(Tensor dy, List<Tensor> shapes, Tensor axis) {
    GradientTape tape = dy.tape();
    Tensor all = tape.op("Pack").named("stack").attribute("axis", 1).on(shapes);
    Tensor row = tape.op("Slice").on(all, new Literal("begin", List.of(axis, 0)), new Literal("size", new int[] {1, -1}));
    Tensor sizes = tape.op("Squeeze").on(row);
    return tape.op("SplitV").named("split").attribute("num_split", shapes.size()).all(shapes.size(), dy, sizes, axis);
  }

  /** The shapes, each a constant where all are known; else Python asks for all at once, after those that it asked for in vain. */
  private static List<Tensor> shapes(List<Tensor> xs) {
    List<Tensor> shapes = new ArrayList<>();
    for (Tensor x : xs) {
      shapes.add(x.shape());
      if (!x.isStatic()) return xs.get(0).tape().op("ShapeN").attribute("out_type", DataType.DT_INT32).all(xs.size(), xs);
    }
    return shapes;
  }

  static Tensor stack(List<Tensor> xs, int axis) {
    GradientTape tape = xs.get(0).tape();
    if (axis == 0) return packed("stack", xs);
    Tensor y = tape.op("Pack").named("stack").attribute("axis", axis).on(xs).shaped(stacked(xs, axis));
    return Gradients.of(y, xs, flow -> parts(flow.dy(), xs.size(), axis));
  }

  /** As Python makes a tensor of a list. */
  static Tensor packed(List<Tensor> xs) { return packed("packed", xs); }

  private static Tensor packed(String name, List<Tensor> xs) {
    GradientTape tape = xs.get(0).tape();
    return tape.names().within(name,
        () -> Gradients.of(tape.op("Pack").whole().on(xs).shaped(stacked(xs, 0)), xs, flow -> parts(flow.dy(), xs.size(), 0)));
  }

  private static long[] stacked(List<Tensor> xs, int axis) { return StaticShape.stacked(xs.stream().map(Tensor::sizes).toList(), axis); }

  static List<Tensor> unstack(Tensor x, int axis) {
    List<Tensor> all = parts(x, (int) x.size(axis), axis);
    x.tape().record(all, List.of(x), flow -> Arrays.asList(stack(flow.gradients(), axis).like(x)));
    return all;
  }

  private static List<Tensor> parts(Tensor x, int number, int axis) {
    List<Tensor> all = x.tape().op("Unpack").named("unstack").attribute("num", number).attribute("axis", axis).all(number, x);
    long[] sizes = StaticShape.reduced(x.sizes(), false, axis);
    all.forEach(each -> each.shaped(sizes));
    return all;
  }
}
