package kerava.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import kerava.ops.Gradient;
import kerava.ops.Tensor;
import kerava.optimizers.LossScale;
import kerava.optimizers.LossScaleOptimizer;
import kerava.optimizers.Optimizer;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * How a loop carries the scale of the loss, and leaves out steps whose gradients are not finite. Keras branches there; here a step that is
 * left out keeps all values as they were, so that one graph holds both. Source: Keras {@code optimizers/loss_scale_optimizer.py}.
 */
final class LossScaling {
  static final String STEPS = "scale_steps", SCALE = "loss_scale";

  private final LossScaleOptimizer optimizer;
  private Operand<TBool> finite;

  private LossScaling(LossScaleOptimizer optimizer) { this.optimizer = optimizer; }

  /** Null: {@code optimizer} does not scale. */
  static LossScaling of(Optimizer optimizer) {
    return optimizer instanceof LossScaleOptimizer scales ? new LossScaling(scales) : null;
  }

  /** Tells what a loop carries for it: scalars of these types. */
  void carried(BiConsumer<String, Class<? extends TType>> carrying) {
    carrying.accept(STEPS, TInt64.class);
    carrying.accept(SCALE, TFloat32.class);
  }

  /** The gradients of what was scaled by {@code scale} as they are applied; null stays null. */
  List<Gradient> unscaled(Ops tf, List<Gradient> gradients, Tensor scale) {
    List<Operand<TBool>> each =
        gradients.stream().filter(Objects::nonNull).map(g -> all(tf, tf.math.isFinite(g.dense().floats()))).toList();
    finite = all(tf, tf.stack(each));
    return gradients.stream().map(g -> g == null ? null : g.dividedBy(scale)).toList();
  }

  private static Operand<TBool> all(Ops tf, Operand<TBool> values) {
    return tf.reduceAll(values, tf.range(tf.constant(0), tf.rank(values), tf.constant(1)));
  }

  /** What is carried on in place of {@code stepped}, all that the step has changed, and the scale after it. */
  Map<String, Operand<?>> carried(Ops tf, Map<String, Operand<?>> stepped, Loop.Values before) {
    Map<String, Operand<?>> after = new HashMap<>();
    stepped.forEach((name, value) -> after.put(name, Accumulation.either(tf, finite, value, before.of(name))));
    Operand<TInt64> steps = before.of(STEPS, TInt64.class);
    Operand<TFloat32> scale = before.floats(SCALE);
    Operand<TBool> grows = tf.math.equal(steps, tf.constant(optimizer.dynamicGrowthSteps() - 1L));
    Operand<TInt64> counted = tf.select(grows, tf.constant(0L), tf.math.add(steps, tf.constant(1L)));
    Operand<TFloat32> grown = tf.select(grows, tf.math.mul(scale, tf.constant(2f)), scale);
    after.put(STEPS, tf.select(finite, counted, tf.constant(0L)));
    after.put(SCALE, tf.select(finite, grown, tf.math.mul(scale, tf.constant(.5f))));
    return after;
  }

  /** Takes from what was fetched, from {@code first} on, how far the optimizer has come. */
  void advance(Progress progress, Result fetched, int first) {
    LossScale scale = new LossScale(((TInt64) fetched.get(first + 1)).getLong(), ((TFloat32) fetched.get(first + 2)).getFloat());
    progress.advance(((TInt64) fetched.get(first)).getLong() - progress.part(0).iterations());
    progress.scaleLoss(scale);
  }

  static void feed(Scalars scalars, Map<String, Operand<?>> fed, LossScale scale) {
    scalars.feed(fed.get(STEPS), scale.stepCounter()).feed(fed.get(SCALE), scale.dynamicScale());
  }
}
