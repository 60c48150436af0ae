package kerava.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import kerava.network.Variable;
import kerava.ops.Gradient;
import kerava.ops.GradientTape;
import kerava.ops.Tensor;
import kerava.optimizers.OptimizerOptions;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * Gradients that are summed over steps, of which the last alone changes weights, by their mean. Keras branches there; here the other steps
 * keep all values as they were, so that one graph holds both. Source: Keras {@code optimizers/base_optimizer.py} _backend_apply_gradients.
 */
final class Accumulation {
  private final Ops tf;
  private final GradientTape tape;
  private final int steps;
  private final Tensor counted;
  private final Operand<TBool> last;
  private final Map<Variable, Tensor> sums = new LinkedHashMap<>();

  private Accumulation(Ops tf, GradientTape tape, int steps, Tensor iterations) {
    this.tf = tf;
    this.tape = tape;
    this.steps = steps;
    counted = tape.of(tf.math.floorDiv(number(iterations), tf.constant((long) steps)));
    last = isLast(tf, iterations, steps);
  }

  /** Null: {@code options} sum nothing. */
  static Accumulation of(Ops tf, GradientTape tape, OptimizerOptions options, Tensor iterations) {
    return options.gradientAccumulationSteps() == null
        ? null
        : new Accumulation(tf, tape, options.gradientAccumulationSteps(), iterations);
  }

  private static Operand<TInt64> number(Tensor count) { return count.operand().asOutput().expect(TInt64.class); }

  /** Whether so many steps are done after the one that {@code counted} were before, or a multiple of it. */
  static Operand<TBool> isLast(Ops tf, Tensor counted, int steps) {
    Operand<TInt64> after = tf.math.add(number(counted), tf.constant(1L));
    return tf.math.equal(tf.math.floorMod(after, tf.constant((long) steps)), tf.constant(0L));
  }

  /** How often weights have changed. */
  Tensor counted() { return counted; }

  /** What the last step changes weights by. */
  Map<Variable, Gradient> means(Map<Variable, Gradient> gradients, Loop.Values values) {
    Map<Variable, Gradient> means = new LinkedHashMap<>();
    gradients.forEach((v, gradient) -> {
      sums.put(v, gradient.dense().plus(tape.of(values.of(slot(v)))));
      means.put(v, sums.get(v).dividedBy(steps));
    });
    return means;
  }

  private static String slot(Variable v) { return ModelState.slotName(v.path(), OptimizerOptions.ACCUMULATOR); }

  /** In steps that are not the last {@code changed}, what the last one changes, is as it was {@code before}; and the sums. */
  void elsewhere(Map<String, Operand<?>> changed, Loop.Values before) {
    changed.replaceAll((name, value) -> either(tf, last, value, before.of(name)));
    sums.forEach((v, sum) -> changed.put(slot(v), either(tf, last, sum.zerosLike().operand(), sum.operand())));
  }

  @SuppressWarnings("unchecked") // both have the type of what is carried
  static Operand<?> either(Ops tf, Operand<TBool> condition, Operand<?> yes, Operand<?> no) {
    return tf.select(condition, (Operand<TType>) yes, (Operand<TType>) no);
  }
}
