package kerava.ops;

import java.util.List;
import kerava.ops.OpCall.Literal;
import org.tensorflow.proto.DataType;

/** Numbers drawn from a seed. Source: TensorFlow {@code python/ops/stateless_random_ops.py}. */
public final class Random {
  /** TensorFlow's AUTO_SELECT, which Keras passes as a literal. */
  public static final int AUTO_SELECT = 3;

  private Random() {}

  /** Uniform in 0 .. 1, 1 excluded, which Python scales by 1 and moves by 0, of {@code shape}, a vector of int32, for {@code seed}, two int32, and of {@code type}. */
  public static Tensor uniform(Tensor shape, Tensor seed, DataType type) {
    GradientTape tape = shape.tape();
    return tape.scope("stateless_random_uniform", () -> {
      List<Tensor> key = tape.op("StatelessRandomGetKeyCounter").all(2, seed);
      return tape.op("StatelessRandomUniformV2").attribute("dtype", type).on(shape, key.get(0), key.get(1),
          new Literal("alg", AUTO_SELECT));
    });
  }
}
