package kerava.ops;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import kerava.KeravaException;
import kerava.tensor.DType;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * What others write into the graph with TensorFlow's own operations; its gradient is that of TensorFlow's C++ library, which Python does
 * not use.
 */
public final class Foreign {
  private Foreign() {}

  /**
   * What {@code writing} makes of {@code x}, which it gets as float32; given back in the type of x. Gradients flow through it to {@code x}
   * alone: when asked for, an op that the C++ library has no gradient of is refused.
   *
   * @param who what the ops belong to, for the error and for their names
   */
  public static Tensor of(String who, Tensor x, BiFunction<Ops, Operand<TFloat32>, Operand<? extends TNumber>> writing) {
    Tensor floats = x.as(DType.FLOAT32);
    Ops tf = Ops.create(x.tape().graph()).withSubScope(who);
    Tensor y = x.tape().of(written(who, () -> writing.apply(tf, floats.floats())));
    x.tape().record(List.of(y), List.of(floats), flow -> Collections.singletonList(gradient(who, floats, y, flow.dy())));
    return y.isFloating() ? y.as(x.dtype()) : y;
  }

  private static Operand<? extends TNumber> written(String who, Supplier<Operand<? extends TNumber>> writing) {
    try {
      return writing.get();
    } catch (TensorFlowException | IllegalArgumentException e) {
      throw new KeravaException(who + ": " + e.getMessage(), e);
    }
  }

  private static Tensor gradient(String who, Tensor x, Tensor y, Tensor dy) {
    try {
      Output<?>[] dx = x.tape().graph().addGradients(null, outputs(y), outputs(x), outputs(dy));
      return x.tape().of(dx[0]).like(x);
    } catch (TensorFlowException | IllegalArgumentException | IllegalStateException e) {
      throw new KeravaException(
          String.format("%s: cannot be trained through, for TensorFlow's C++ library says: %s; take Kerava's own %s if there is one", who,
              e.getMessage().replaceFirst("(?s)\\. Please see .*", ""), who),
          e);
    }
  }

  private static Output<?>[] outputs(Tensor... tensors) {
    return Arrays.stream(tensors).map(each -> each.operand().asOutput()).toArray(Output<?>[]::new);
  }
}
