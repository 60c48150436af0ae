package kerava.ops;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import kerava.ops.OpCall.Literal;
import org.tensorflow.proto.DataType;

/** The same elements in other shapes, types and places. Source: TensorFlow {@code python/ops/array_ops.py}, {@code array_grad.py}. */
final class Shaping {
  /** Zeros of fewer elements are a constant, others are filled in. */
  private static final int SMALL = 1000;

  private Shaping() {}

  static int[] ints(long[] sizes) { return LongStream.of(sizes).mapToInt(Math::toIntExact).toArray(); }

  static Literal literal(long[] sizes) { return literal("shape", sizes); }

  static Literal literal(String name, long[] sizes) { return new Literal(name, ints(sizes)); }

  static Tensor shape(Tensor x) {
    return x.tape().names().within("Shape", () -> x.isStatic()
        ? whole(x.tape(), ints(x.sizes()))
        : x.tape().op("Shape").whole().attribute("out_type", DataType.DT_INT32).on(x));
  }

  /** A constant that has the name of the current scope. */
  private static Tensor whole(GradientTape tape, Object value) { return OpCall.constantAt(tape, tape.names().scope(), value); }

  static Tensor reshape(Tensor x, long... sizes) { return reshaped(x, x.tape().op("Reshape").on(x, literal(sizes))); }

  static Tensor reshape(Tensor x, Tensor shape) { return reshaped(x, x.tape().op("Reshape").on(x, shape)); }

  /** The reshape as the op that has the name of the current scope. {@code known}: what {@code shape} is, which may be a Tensor. */
  static Tensor wholeReshape(Tensor x, Object shape, long... known) {
    return reshaped(x, x.tape().op("Reshape").whole().on(x, shape).shaped(known));
  }

  private static Tensor reshaped(Tensor x, Tensor y) { return Gradients.unary(y, x, dy -> backTo(x, dy)); }

  /** {@code dy} in the shape of x. */
  private static Tensor backTo(Tensor x, Tensor dy) {
    long unknown = LongStream.of(x.sizes()).filter(size -> size < 0).count();
    return unknown == 1 && LongStream.of(x.sizes()).noneMatch(size -> size == 0) ? reshape(dy, x.sizes()) : reshape(dy, x.shape());
  }

  static Tensor expandDims(Tensor x, int axis) {
    return Gradients.unary(x.tape().op("ExpandDims").on(x, new Literal("dim", axis)), x, dy -> reshape(dy, x.shape()));
  }

  static Tensor squeezeLast(Tensor x) { return squeeze(x, -1); }

  /** Without {@code axes}, which are 1. */
  static Tensor squeeze(Tensor x, int... axes) {
    long[] dropped = Arrays.stream(axes).asLongStream().toArray();
    return Gradients.unary(
        x.tape().op("Squeeze").attribute("squeeze_dims", dropped).on(x).shaped(StaticShape.reduced(x.sizes(), false, axes)), x,
        dy -> reshape(dy, x.shape()));
  }

  /** Of a matrix itself: TensorFlow's graph optimizer leaves such a reshape out, in a loop later than elsewhere. Source: Keras {@code layers/reshaping/flatten.py}. */
  static Tensor flatten(Tensor x) {
    if (x.rank() == 2 && x.size(1) >= 0) {
      x.tape().reserve("Shape", "Reshape");
      return x.tape().read(x);
    }
    long size = LongStream.of(x.sizes()).skip(1).reduce(1, (a, b) -> a * b);
    if (x.size(0) >= 0) return reshape(x, x.size(0), size);
    return reshaped(x, x.tape().op("Reshape").on(x, new Literal("shape", List.of(at(shape(x), 0), (int) size))));
  }

  /** Element {@code index} of a vector. */
  static Tensor at(Tensor vector, int index) {
    GradientTape tape = vector.tape();
    return tape.names().within("strided_slice", () -> tape.op("StridedSlice").whole().attribute("shrink_axis_mask", 1).on(vector,
        tape.constant("stack", new int[] {index}), tape.constant("stack_1", new int[] {index + 1}),
        tape.constant("stack_2", new int[] {1})));
  }

  static List<Tensor> split(Tensor x, int parts, int axis) {
    GradientTape tape = x.tape();
    OpCall call = tape.op("Split").named("split").attribute("num_split", parts);
    List<Tensor> all = call.all(parts, new Literal("split_dim", axis), x);
    Tensor along = call.input(0);
    tape.record(all, List.of(along, x), flow -> {
      List<Tensor> dy = new java.util.ArrayList<>();
      for (int i = 0; i < parts; i++) dy.add(flow.gradients().get(i) != null ? flow.gradients().get(i) : all.get(i).zerosLike());
      return Arrays.asList(null, tape.op("ConcatV2").named("concat").on(dy, along));
    });
    return all;
  }

  static Tensor cast(Tensor x, DataType type) {
    if (x.type() == type) return x;
    return x.tape().names().within("Cast", () -> {
      Tensor y = x.tape().op("Cast").whole().attribute("DstT", type).on(x).like(x);
      return y.isFloating() ? Gradients.unary(y, x, dy -> cast(dy, x.type())) : y;
    });
  }

  static Tensor zerosLike(Tensor x) {
    GradientTape tape = x.tape();
    return tape.names().within("zeros_like", () -> {
      if (!x.isStatic()) return tape.op("ZerosLike").whole().on(x).like(x);
      long size = LongStream.of(x.sizes()).reduce(1, (a, b) -> a * b);
      if (size < SMALL) return OpCall.zerosAt(tape, tape.names().scope(), x.type(), x.sizes());
      Tensor shape = tape.constant("shape_as_tensor", ints(x.sizes())),
          value = tape.constant(x.type() == DataType.DT_INT32 ? (Object) 0 : 0f);
      return tape.op("Fill").whole().on(shape, value);
    });
  }

  static Tensor stopGradient(Tensor x) { return x.tape().op("StopGradient").on(x).like(x); }

  static Tensor tile(Tensor x, Tensor like, Object times) { return x.tape().op("Tile").on(x, times).like(like); }

  static Tensor broadcast(Tensor x, Tensor like, Tensor shape) { return x.tape().op("BroadcastTo").on(x, shape).like(like); }

  static Tensor gather(Tensor x, Tensor indices) { return x.tape().op("GatherV2").on(x, indices, new Literal("axis", 0)); }

  static Tensor concat(int axis, Tensor... parts) {
    return parts[0].tape().op("ConcatV2").named("concat").on(Arrays.asList(parts), new Literal("axis", axis));
  }

  /** Scalars as a vector. */
  static Tensor stack(Tensor... scalars) { return scalars[0].tape().op("Pack").named("stack").on(Arrays.asList(scalars)); }

  static Tensor transpose(Tensor x, Tensor order) {
    return x.tape().names().within("transpose", () -> Gradients.unary(x.tape().op("Transpose").whole().on(x, order).like(x), x, dy -> {
      Tensor back = dy.tape().op("InvertPermutation").on(order);
      return transpose(dy, back);
    }));
  }

  /** Of rank 2, the last axis as it is. */
  static Tensor flattenOuter(Tensor x) {
    GradientTape tape = x.tape();
    Tensor last = tape.op("Slice").on(x.shape(), new Literal("begin", new int[] {x.rank() - 1}), new Literal("size", new int[] {1}));
    return reshape(x,
        tape.op("ConcatV2").named("concat").on(List.of(new Literal("values_0", new int[] {-1}), last), new Literal("axis", 0)));
  }

  /** Losses, one a row, in {@code shape}, that of x, without its last axis. */
  static Tensor likeWithoutLast(Tensor losses, Tensor shape, Tensor x) {
    Tensor outer = x.tape().op("Slice").on(shape, new Literal("begin", new int[] {0}), new Literal("size", new int[] {x.rank() - 1}));
    return reshape(losses, outer);
  }
}
