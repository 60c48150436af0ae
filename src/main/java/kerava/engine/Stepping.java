package kerava.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import kerava.network.Variable;
import kerava.ops.Gradient;
import kerava.ops.GradientTape;
import kerava.ops.Tensor;
import kerava.optimizers.Optimizer;
import kerava.optimizers.schedules.Schedule;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/** How a loop carries the steps and the rate of an optimizer, or of each of several, and what their steps change. */
final class Stepping {
  private static final String RATE = "learning_rate", ITERATIONS = "iterations";

  private final Optimizer whole;
  private final List<Optimizer> optimizers;

  Stepping(Optimizer optimizer) {
    whole = optimizer;
    optimizers = optimizer.optimizers();
  }

  /** Tells what a loop carries for it: scalars of these types. */
  void carried(BiConsumer<String, Class<? extends TType>> carrying) {
    for (int i = 0; i < optimizers.size(); i++) {
      if (!(optimizers.get(i).learningRate() instanceof Schedule)) carrying.accept(RATE + i, TFloat32.class);
      carrying.accept(iterations(i), TInt64.class);
    }
  }

  /** The name of the steps that the optimizer at {@code place} has taken. */
  static String iterations(int place) { return ITERATIONS + place; }

  /** All that a step changes, by name; {@code assigned}: the values of weights that the forward pass has changed. */
  Map<String, Operand<?>> stepped(Ops tf, GradientTape tape, ModelState state, Applied applied, Loop.Values in,
      Map<Variable, Tensor> assigned) {
    Map<String, Operand<?>> stepped = new HashMap<>();
    List<Gradient> gradients = state.trainable().isEmpty() ? List.of() : applied.gradients(state.trainable());
    for (int i = 0; i < optimizers.size(); i++) {
      Operand<TInt64> count = in.of(iterations(i), TInt64.class);
      // What is fed has an unknown shape for TensorFlow's graph optimizer; Python's are variables, scalars for certain.
      Tensor iterations = tape.of(tf.ensureShape(count, Shape.scalar()));
      stepped
          .putAll(new Update(tf, tape, state, i, in, assigned).by(gradients, applied.mayBeProducts(), rate(tf, tape, in, i), iterations));
      stepped.put(iterations(i), tf.math.add(count, tf.constant(1L)));
    }
    return stepped;
  }

  private UnaryOperator<Tensor> rate(Ops tf, GradientTape tape, Loop.Values in, int place) {
    Optimizer optimizer = optimizers.get(place);
    if (optimizer.learningRate() instanceof Schedule schedule)
      return iterations -> tape.scope(schedule.getClass().getSimpleName(), () -> schedule.at(iterations));
    // In a branch of Python's the rate is drawn into no quotient, but into gradients.
    boolean drawn = !Update.branches(whole, optimizer) || optimizer.multipliesGradient();
    Operand<TFloat32> rate = in.floats(RATE + place);
    Tensor fed = tape.of(drawn ? tf.ensureShape(rate, Shape.scalar()) : rate);
    return iterations -> fed;
  }

  void feed(Scalars scalars, Map<String, Operand<?>> fed, Progress progress) {
    for (int i = 0; i < optimizers.size(); i++) {
      scalars.feed(fed.get(iterations(i)), progress.part(i).iterations());
      if (fed.containsKey(RATE + i)) scalars.feed(fed.get(RATE + i), (float) progress.part(i).learningRate());
    }
  }
}
