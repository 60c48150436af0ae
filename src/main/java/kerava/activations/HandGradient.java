package kerava.activations;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.TensorFlow;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A backward formula for a value whose ops have another gradient in TensorFlow's C++ library, or none: {@code IdentityN([stop(y), x])}, the
 * nodes that Python's custom_gradient makes. One gradient is registered for IdentityN; the op's name says whose formula it is.
 */
final class HandGradient {
  private static final String PREFIX = "kerava_gradient_of_";
  private static final AtomicLong COUNT = new AtomicLong();

  static {
    TensorFlow.registerCustomGradient("IdentityN", HandGradient::gradient);
  }

  private HandGradient() {}

  /** {@code y}, through which gradients flow to {@code x} by {@code function}'s own formula. */
  static Operand<TFloat32> of(Ops tf, Activations function, Operand<TFloat32> y, Operand<TFloat32> x) {
    String name = PREFIX + function.name() + "_" + COUNT.incrementAndGet();
    return tf.withName(name).identityN(List.of(tf.stopGradient(y), x)).iterator().next().asOutput().expect(TFloat32.class);
  }

  private static List<Operand<?>> gradient(Ops tf, GraphOperation op, List<Output<?>> dy) {
    String name = op.name().substring(op.name().lastIndexOf(PREFIX) + PREFIX.length());
    Activations function = Activations.valueOf(name.substring(0, name.lastIndexOf('_')));
    Operand<TFloat32> x = op.input(1).expect(TFloat32.class);
    return List.of(tf.zerosLike(x), function.gradient(tf, x, dy.get(0).expect(TFloat32.class)));
  }
}
