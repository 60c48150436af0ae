package kerava.ops;

import java.util.List;
import kerava.ops.OpCall.Literal;
import kerava.tensor.DType;
import org.tensorflow.proto.DataType;

/** Numbers drawn from a seed. Source: TensorFlow {@code python/ops/stateless_random_ops.py}. */
public final class Random {
  /** TensorFlow's AUTO_SELECT, which Keras passes as a literal. */
  public static final int AUTO_SELECT = 3;
  private static final int PHILOX = 1;
  /** What a stateful kernel puts aside of its stream for each number. */
  private static final long BLOCKS_OF_A_NUMBER = 256;

  private Random() {}

  /**
   * Uniform in 0 .. 1, 1 excluded, which Python scales by 1 and moves by 0, of {@code shape}, a vector of int32, for {@code seed}, two
   * int32, or a {@link #state}, and of {@code type}.
   */
  public static Tensor uniform(Tensor shape, Tensor seed, DataType type) {
    return uniform(shape.tape(), shape, seed, type);
  }

  /** The same in float32, of {@code sizes}, numbers and scalars. */
  public static Tensor uniform(Tensor x, List<?> sizes, Tensor seed) {
    return uniform(x, sizes, seed, 0, 1);
  }

  /** The same within {@code least} .. {@code most}, the latter excluded. */
  public static Tensor uniform(Tensor x, List<?> sizes, Tensor seed, float least, float most) {
    return x.scope("stateless_random_uniform", () -> {
      Tensor drawn = drawn("Uniform", x.tape(), shape(sizes), seed, DataType.DT_FLOAT);
      Tensor wide = most - least == 1 ? drawn : drawn.times(most - least);
      return least == 0 ? wide : wide.add(least);
    });
  }

  /**
   * The same in {@code type}, a floating one, to which the bounds are rounded from float32. Source: Keras
   * {@code backend/tensorflow/random.py} uniform.
   */
  public static Tensor uniform(Tensor x, List<?> sizes, Tensor seed, double least, double most, DType type) {
    if (type == DType.FLOAT32) return uniform(x, sizes, seed, (float) least, (float) most);
    return x.scope("stateless_random_uniform", () -> {
      Tensor drawn = drawn("Uniform", x.tape(), shape(sizes), seed, Constants.of(type));
      Tensor from = drawn.cast((float) least), to = drawn.cast((float) most);
      return drawn.times(to.minus(from)).add(from);
    });
  }

  /** Whole numbers, int64, of {@code sizes} within {@code least} .. {@code most}, the latter excluded. */
  public static Tensor whole(Tensor x, List<?> sizes, Tensor seed, long least, long most) {
    return x.scope("stateless_random_uniform", () -> {
      List<Tensor> key = x.tape().op("StatelessRandomGetKeyCounter").all(2, seed);
      return x.tape().op("StatelessRandomUniformIntV2").attribute("dtype", DataType.DT_INT64).on(shape(sizes), key.get(0),
          key.get(1), new Literal("alg", AUTO_SELECT), new Literal("minval", least), new Literal("maxval", most));
    });
  }

  /**
   * Normally distributed, of {@code sizes}, numbers and scalars, and of the type of x; Python adds a mean of 0 too, which changes nothing.
   */
  public static Tensor normal(Tensor x, List<?> sizes, Tensor seed, double mean, double stddev) {
    return x.scope("stateless_random_normal", () -> {
      Tensor drawn = drawn("Normal", x.tape(), shape(sizes), seed, x.type()), wide = drawn.times(stddev);
      return mean == 0 ? wide : wide.add(mean);
    });
  }

  private static Literal shape(List<?> sizes) { return new Literal("shape", sizes.isEmpty() ? new int[0] : sizes); }

  private static Tensor uniform(GradientTape tape, Object shape, Tensor seed, DataType type) {
    return tape.scope("stateless_random_uniform", () -> drawn("Uniform", tape, shape, seed, type));
  }

  /**
   * Where a stateful kernel of TensorFlow's seeded with {@code seed} and {@code seed2} is when it has drawn {@code drawn} numbers, an
   * int64: three int64. Source: TensorFlow {@code core/util/guarded_philox_random.cc}, {@code core/kernels/random_op.cc}.
   */
  public static Tensor state(long seed, long seed2, Tensor drawn) {
    return Tensor.stack(List.of(drawn.constant(seed), drawn.times(drawn.constant(BLOCKS_OF_A_NUMBER)), drawn.constant(seed2)));
  }

  private static Tensor drawn(String kind, GradientTape tape, Object shape, Tensor seed, DataType type) {
    boolean stateful = seed.type() == DataType.DT_INT64;
    List<Tensor> key = stateful ? unsigned(seed) : tape.op("StatelessRandomGetKeyCounter").all(2, seed);
    return tape.op("StatelessRandom" + kind + "V2").attribute("dtype", type).on(shape, key.get(0), key.get(1),
        new Literal("alg", stateful ? PHILOX : AUTO_SELECT));
  }

  /** The key and the counter of a {@link #state}. */
  private static List<Tensor> unsigned(Tensor state) {
    return List.of(unsigned(state, 0, 1), unsigned(state, 1, 3));
  }

  private static Tensor unsigned(Tensor state, int from, int to) {
    return state.tape().op("Bitcast").attribute("type", DataType.DT_UINT64).on(state.slice(Slice.range(from, to)));
  }
}
