package kerava.ops;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import kerava.ops.OpCall.Literal;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.DataType;

/**
 * Whole numbers as rows of a length {@code depth}. Nothing here has a gradient but by {@code weights}. Source: Keras
 * {@code utils/numerical_utils.py}, {@code backend/tensorflow/nn.py}; TensorFlow {@code python/ops/bincount_ops.py}.
 */
public final class Encodings {
  private Encodings() {}

  /** 1 at the place that the number says, 0 elsewhere, along a new last axis; nothing but 0 for a number outside of 0 .. depth - 1. */
  public static Tensor oneHot(Tensor x, int depth, DType type) {
    Tensor places = x.as(DType.INT64);
    long[] sizes = Arrays.copyOf(places.sizes(), places.rank() + 1);
    sizes[places.rank()] = depth;
    return x.tape().names().within("one_hot", () -> {
      Function<String, Literal> one = name -> new Literal(name, Constants.of(name.equals("on_value") ? 1 : 0, Constants.of(type)));
      return x.tape().op("OneHot").whole().attribute("axis", -1)
          .on(places, new Literal("depth", depth), one.apply("on_value"), one.apply("off_value"))
          .shaped(sizes);
    });
  }

  /**
   * How often each of 0 .. depth - 1 stands in a row of x, or whether it does; larger ones are left out. Shapes: x (batch, n), y (batch,
   * depth). With {@code weights}, in the shape of x and of {@code type}, their sums; null: none. Negative ones fail.
   */
  public static Tensor count(Tensor x, int depth, boolean binary, DType type, @Nullable Tensor weights) {
    GradientTape tape = x.tape();
    return tape.names().within("bincount", () -> {
      Tensor given = x.dtype().isWhole() && x.dtype() != DType.UINT8 && x.dtype() != DType.BOOL ? x : x.cast(DType.INT32);
      Tensor any = Comparisons.compare("Greater", Shaping.size(given), 0);
      int[] axes = IntStream.range(0, given.rank()).toArray();
      Tensor size = any.cast(given.type()).times(given.maxOver(false, axes).plus(given.number(1)));
      size = tape.op("Maximum").on(new Literal("minlength", Constants.of(depth, given.type())), size);
      size = tape.op("Minimum").on(new Literal("maxlength", Constants.of(depth, given.type())), size);
      Object weighed = weights != null ? weights : new Literal("Const", NDArray.of(Shape.of(0), type, type.array(0)));
      return tape.op("DenseBincount").attribute("binary_output", binary).on(given, size, weighed).shaped(given.size(0), depth);
    });
  }

  /** The place of each element of x between {@code boundaries}, in order: how many are no larger than it; int32. */
  public static Tensor bins(Tensor x, List<Double> boundaries) {
    float[] all = new float[boundaries.size()];
    for (int i = 0; i < all.length; i++) all[i] = boundaries.get(i).floatValue();
    DType type = x.dtype();
    Tensor given = type == DType.BOOL || type == DType.UINT8
        ? x.cast(DataType.DT_INT32)
        : type == DType.FLOAT16 || type == DType.BFLOAT16 ? x.cast(DataType.DT_FLOAT) : x;
    return x.tape().op("Bucketize").attribute("boundaries", all).on(given).like(x);
  }
}
