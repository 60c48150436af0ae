package kerava.gradients;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.TensorFlow;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A backward formula for a value whose ops have another gradient in TensorFlow's C++ library, or none: {@code IdentityN([stop(y), x, ...])}, the
 * nodes that Python's custom_gradient makes. One gradient is registered for IdentityN; the op's name says whose formula it is. Make one for each
 * formula, once, as a constant beside the forward formula.
 */
public final class HandGradient {
  /** dL/d(each input) from dL/dy; {@code x} are the inputs in the order of {@link #apply}. */
  public interface Backward {
    List<Operand<TFloat32>> gradients(Ops tf, List<Operand<TFloat32>> x, Operand<TFloat32> dy);
  }

  private static final String PREFIX = "kerava_gradient_of_";
  private static final AtomicLong COUNT = new AtomicLong();
  private static final Map<String, HandGradient> ALL = new ConcurrentHashMap<>();

  private final String name;
  private final Backward backward;

  /** {@code name}: of the formula, unique in the program. */
  public HandGradient(String name, Backward backward) {
    this.name = name;
    this.backward = backward;
    if (ALL.putIfAbsent(name, this) != null) throw new IllegalStateException("two hand gradients are named " + name);
  }

  /** {@code y}, through which gradients flow to {@code inputs} by this formula, and to nothing else. */
  @SafeVarargs public final Operand<TFloat32> apply(Ops tf, Operand<TFloat32> y, Operand<TFloat32>... inputs) {
    Registration.done();
    List<Operand<?>> all = new ArrayList<>(List.of(tf.stopGradient(y)));
    all.addAll(Arrays.asList(inputs));
    return tf.withName(PREFIX + name + "_" + COUNT.incrementAndGet()).identityN(all).iterator().next().asOutput().expect(TFloat32.class);
  }

  private static List<Operand<?>> gradient(Ops tf, GraphOperation op, List<Output<?>> dy) {
    String name = op.name().substring(op.name().lastIndexOf(PREFIX) + PREFIX.length());
    HandGradient formula = ALL.get(name.substring(0, name.lastIndexOf('_')));
    List<Operand<TFloat32>> x = new ArrayList<>();
    for (int i = 1; i < op.numInputs(); i++) x.add(op.input(i).expect(TFloat32.class));
    List<Operand<?>> gradients = new ArrayList<>(List.of(tf.zerosLike(op.input(0))));
    gradients.addAll(formula.backward.gradients(tf, x, dy.get(0).expect(TFloat32.class)));
    return gradients;
  }

  /** Registers with TensorFlow when the first graph needs it, for describing a model must not load the native library. */
  private static final class Registration {
    static {
      TensorFlow.registerCustomGradient("IdentityN", HandGradient::gradient);
    }

    static void done() {}
  }
}
