package kerava.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import kerava.ops.OpCall.Literal;
import org.tensorflow.proto.DataType;

/** The same elements in other shapes, types and places. Source: TensorFlow {@code python/ops/array_ops.py}, {@code array_grad.py}. */
final class Shaping {
  /** Zeros of fewer elements are a constant, others are filled in. */
  private static final int SMALL = 1000;

  private Shaping() {}

  /** How many elements a tensor of these sizes has. */
  static long elements(long... sizes) { return LongStream.of(sizes).reduce(1, (a, b) -> a * b); }

  static int[] ints(long[] sizes) { return LongStream.of(sizes).mapToInt(Math::toIntExact).toArray(); }

  static Literal literal(long[] sizes) { return literal("shape", sizes); }

  static Literal literal(String name, long[] sizes) { return new Literal(name, ints(sizes)); }

  static Tensor shape(Tensor x) { return shape(x, DataType.DT_INT32); }

  /** The sizes as int32 or int64. */
  static Tensor shape(Tensor x, DataType type) {
    Object known = !x.isStatic() ? null : type == DataType.DT_INT32 ? ints(x.sizes()) : x.sizes();
    return x.tape().names().within("Shape",
        () -> known != null ? whole(x.tape(), known) : x.tape().op("Shape").whole().attribute("out_type", type).on(x));
  }

  /** How many elements x has, int32. */
  static Tensor size(Tensor x) {
    return x.tape().names().within("Size", () -> x.isStatic()
        ? whole(x.tape(), (int) elements(x.sizes()))
        : x.tape().op("Size").whole().attribute("out_type", DataType.DT_INT32).on(x));
  }

  /** A constant that has the name of the current scope. */
  private static Tensor whole(GradientTape tape, String name, Object value) {
    return tape.names().within(name, () -> whole(tape, value));
  }

  private static Tensor whole(GradientTape tape, Object value) { return OpCall.constantAt(tape, tape.names().scope(), value); }

  static Tensor reshape(Tensor x, long... sizes) { return reshaped(x, x.tape().op("Reshape").on(x, literal(sizes))); }

  static Tensor reshape(Tensor x, Tensor shape) { return reshaped(x, x.tape().op("Reshape").on(x, shape)); }

  /** {@code shape}: a tensor or a literal. */
  static Tensor reshapedTo(Tensor x, Object shape) { return reshaped(x, x.tape().op("Reshape").on(x, shape)); }

  /** Keras's {@code ops.shape}: numbers, and scalars where only the run tells. Source: Keras {@code backend/tensorflow/core.py} shape. */
  static List<Object> symbolicSizes(Tensor x) {
    Tensor shape = x.shape();
    List<Object> sizes = new ArrayList<>();
    for (int axis = 0; axis < x.rank(); axis++) sizes.add(x.size(axis) < 0 ? at(shape, axis) : (Object) (int) x.size(axis));
    return sizes;
  }

  static Tensor reshape(Tensor x, List<?> sizes) {
    if (sizes.stream().noneMatch(Tensor.class::isInstance))
      return reshape(x, sizes.stream().mapToLong(size -> ((Number) size).longValue()).toArray());
    return reshapedTo(x, new Literal("shape", sizes));
  }

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
    List<Long> sizes = new ArrayList<>(LongStream.of(x.sizes()).boxed().toList());
    sizes.add(axis < 0 ? axis + sizes.size() + 1 : axis, 1L);
    Tensor y = x.tape().op("ExpandDims").on(x, new Literal("dim", axis)).shaped(sizes.stream().mapToLong(Long::longValue).toArray());
    return Gradients.unary(y, x, dy -> reshape(dy, x.shape()));
  }

  static Tensor squeezeLast(Tensor x) { return squeeze(x, -1); }

  /** Without {@code axes}, which are 1; none: without all axes of 1. */
  static Tensor squeeze(Tensor x, int... axes) {
    long[] dropped = Arrays.stream(axes).asLongStream().toArray();
    Tensor y = x.tape().op("Squeeze").attribute("squeeze_dims", dropped).on(x);
    if (axes.length > 0) y.shaped(StaticShape.reduced(x.sizes(), false, axes));
    return Gradients.unary(y, x, dy -> reshape(dy, x.shape()));
  }

  /** The axes as they are counted from the first, in order. */
  static int[] counted(int rank, int... axes) { return Arrays.stream(axes).map(axis -> axis < 0 ? axis + rank : axis).sorted().toArray(); }

  /** A matrix itself, for TensorFlow's graph optimizer leaves such a reshape out. Source: {@code layers/reshaping/flatten.py}. */
  static Tensor flatten(Tensor x) {
    if (x.rank() == 2 && x.size(1) >= 0) {
      x.tape().reserve("Shape", "Reshape");
      return x.tape().read(x);
    }
    long[] sample = LongStream.of(x.sizes()).skip(1).toArray();
    long size = LongStream.of(sample).anyMatch(each -> each < 0) ? -1 : elements(sample);
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
    tape.record(all, List.of(along, x), flow -> Arrays.asList(null, tape.op("ConcatV2").named("concat").on(flow.gradients(), along)));
    return all;
  }

  static Tensor cast(Tensor x, DataType type) {
    if (x.type() == type) return x;
    return x.tape().names().within("Cast", () -> {
      Tensor y = x.tape().op("Cast").whole().attribute("DstT", type).on(x).like(x);
      return y.isFloating() ? Gradients.of(y, List.of(x), castBack(x.type())) : y;
    });
  }

  /** Writes the cast that makes {@code y} of x. */
  static void castInto(Tensor y, Tensor x) {
    x.tape().names().within("Cast", () -> {
      y.written(x.tape().op("Cast").whole().attribute("DstT", y.type()).on(x).operand());
      return Gradients.of(y, List.of(x), castBack(x.type()));
    });
  }

  static Tensor withMask(Tensor x, Tensor mask) {
    x.setMask(mask);
    return x;
  }

  /** A number as Python casts it to the type of x: it is float32 before. */
  static Tensor cast(float number, Tensor x) {
    GradientTape tape = x.tape();
    return tape.names().within("Cast", () -> {
      Tensor given = tape.constant("x", number);
      return x.type() == DataType.DT_FLOAT ? given : tape.op("Cast").whole().attribute("DstT", x.type()).on(given);
    });
  }

  private static GradientTape.Backward castBack(DataType type) {
    return new GradientTape.Backward() {
      @Override public List<Tensor> of(GradientTape.Flow flow) { return List.of(cast(flow.dy(), type)); }

      @Override public Gradient ofRows(Rows dy) { return new Rows(cast(dy.values(), type), dy.indices(), dy.shape()); }
    };
  }

  static Tensor zerosLike(Tensor x) {
    GradientTape tape = x.tape();
    return x.isStatic() ? zeros("zeros_like", x) : tape.names().within("zeros_like", () -> tape.op("ZerosLike").whole().on(x).like(x));
  }

  /** Zeros in the shape of x, as TensorFlow's tape makes them. */
  static Tensor zeros(Tensor x) { return x.isStatic() ? zeros("zeros", x) : zerosLike(x); }

  /** Truth in the shape of x, TensorFlow's {@code ones_like}; no gradient. */
  static Tensor trues(Tensor x) {
    GradientTape tape = x.tape();
    return tape.names().within("ones_like", () -> {
      Tensor shape = x.shape();
      if (x.isStatic() && elements(x.sizes()) < SMALL)
        return OpCall.constantAt(tape, tape.names().scope(), Constants.trues(x.sizes()));
      return tape.op("Fill").whole().on(shape, tape.constant(true)).like(x);
    });
  }

  /** Ones in the shape of x and of its type; no gradient. */
  static Tensor onesLike(Tensor x) {
    return x.tape().names().within("ones_like", () -> x.tape().op("Fill").whole().on(x.shape(), x.constant("Const", 1)).like(x));
  }

  private static Tensor zeros(String name, Tensor x) { return zeros(name, x, LongStream.of(x.sizes()).boxed().toList()); }

  static Tensor stopGradient(Tensor x) { return x.tape().op("StopGradient").on(x).like(x); }

  static Tensor tile(Tensor x, Tensor like, Object times) { return x.tape().op("Tile").on(x, times).like(like); }

  /** x {@code times[i]} times along axis i. */
  static Tensor tile(Tensor x, int... times) {
    OpCall call = x.tape().op("Tile");
    Tensor y = call.on(x, new Literal("multiples", times)), multiples = call.input(1);
    y.shaped(IntStream.range(0, x.rank()).mapToLong(axis -> x.size(axis) < 0 ? -1 : x.size(axis) * times[axis]).toArray());
    return Gradients.unary(y, x, dy -> untiled(x, dy, multiples));
  }

  private static Tensor untiled(Tensor x, Tensor dy, Tensor times) {
    GradientTape tape = x.tape();
    Tensor shape = x.shape(), both = stack(times, shape);
    Tensor parts = reshape(transpose(both, 1, 0), -1), number = whole(tape, "Size", 2 * x.rank());
    Tensor axes = tape.names().within("range",
        () -> tape.op("Range").whole().on(new Literal("start", 0), number, new Literal("delta", 2)));
    return Reductions.sum(reshape(dy, parts), false, axes).like(x);
  }

  /** Each element {@code times} times, one after the other, along an axis. */
  static Tensor repeat(Tensor x, int times, int axis) {
    GradientTape tape = x.tape();
    int along = axis < 0 ? axis + x.rank() : axis;
    int[] multiples = new int[x.rank() + 1];
    Arrays.fill(multiples, 1);
    multiples[along + 1] = times;
    return tape.names().within("Repeat", () -> {
      tape.reserve("Cast", "Reshape");
      Tensor shape = x.shape(), repeated = tile(expandDims(x, along + 1), multiples);
      long[] sizes = x.sizes();
      if (sizes[along] >= 0) sizes[along] *= times;
      if (x.isStatic()) return reshape(repeated, sizes);
      Tensor outer = Slice.of(shape, Slice.to(along)), number = tape.op("Pack").on(List.of(at(shape, along).times(times)));
      return reshape(repeated, concat(0, outer, number, Slice.of(shape, Slice.from(along + 1)))).shaped(sizes);
    });
  }

  static Tensor reverse(Tensor x, int... axes) {
    OpCall call = x.tape().op("ReverseV2");
    Tensor y = call.on(x, new Literal("axis", axes)).like(x), along = call.input(1);
    return Gradients.unary(y, x, dy -> x.tape().op("ReverseV2").on(dy, along).like(x));
  }

  /** Python's {@code tf.zeros}. */
  static Tensor zeros(Tensor x, List<?> sizes) { return zeros("zeros", x, sizes); }

  private static Tensor zeros(String name, Tensor x, List<?> sizes) {
    GradientTape tape = x.tape();
    long[] known = sizes.stream().mapToLong(size -> size instanceof Number number ? number.longValue() : -1).toArray();
    return tape.names().within(name, () -> {
      boolean all = LongStream.of(known).noneMatch(size -> size < 0);
      if (all && elements(known) < SMALL) return OpCall.constantAt(tape, tape.names().scope(), Constants.zeros(x.type(), known));
      Tensor shape = all ? tape.constant("shape_as_tensor", ints(known)) : tape.constant("packed", sizes);
      Tensor zero = x.type() == DataType.DT_BOOL ? tape.constant(false) : x.constant("Const", 0);
      return tape.op("Fill").whole().on(shape, zero).shaped(known);
    });
  }

  static Tensor broadcast(Tensor x, Tensor like, Tensor shape) { return x.tape().op("BroadcastTo").on(x, shape).like(like); }

  static Tensor gather(Tensor x, Tensor indices) { return x.tape().op("GatherV2").on(x, indices, new Literal("axis", 0)); }

  static Tensor rank(Tensor x) { return whole(x.tape(), "Rank", x.rank()); }

  static Tensor concat(int axis, Tensor... parts) {
    return parts[0].tape().op("ConcatV2").named("concat").on(Arrays.asList(parts), new Literal("axis", axis));
  }

  /** Scalars as a vector. */
  static Tensor stack(Tensor... scalars) { return scalars[0].tape().op("Pack").named("stack").on(Arrays.asList(scalars)); }

  /** Axis {@code order[i]} of x becomes axis i. */
  static Tensor transpose(Tensor x, int... order) {
    return x.tape().names().within("transpose", () -> {
      OpCall call = x.tape().op("Transpose").whole();
      Tensor y = call.on(x, new Literal("perm", order)), given = call.input(1);
      y.shaped(Arrays.stream(order).mapToLong(x::size).toArray());
      return Gradients.unary(y, x, dy -> transpose(dy, dy.tape().op("InvertPermutation").on(given)).like(x));
    });
  }

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
