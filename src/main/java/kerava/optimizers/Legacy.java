package kerava.optimizers;

import java.util.List;
import java.util.Optional;
import kerava.ops.Gradient;
import kerava.ops.Tensor;
import kerava.optimizers.schedules.FixedRate;
import kerava.optimizers.schedules.Rate;
import kerava.tensor.Shape;

/**
 * An optimizer by the formula of TensorFlow 2.0 to 2.10, in the order of operations of its fused kernels, so that weights have their bits.
 * It keeps what {@link #modern} keeps. Source: tf_keras {@code optimizers/legacy}; TensorFlow {@code core/kernels/training_ops.cc}.
 *
 * @param modern the same by Keras 3's formula
 */
public record Legacy(Optimizer modern) implements Optimizer {
  /** The legacy form of {@code optimizer}; empty: there is none here. */
  public static Optional<Optimizer> of(Optimizer optimizer) {
    boolean known = optimizer instanceof SGD || optimizer instanceof Adam || optimizer instanceof Adagrad
        || optimizer instanceof RMSprop rmsprop && rmsprop.momentum() == 0;
    boolean plain = known && optimizer.options().equals(OptimizerOptions.NONE) && optimizer.learningRate() instanceof FixedRate;
    return plain ? Optional.of(new Legacy(optimizer)) : Optional.empty();
  }

  @Override public Rate learningRate() { return modern.learningRate(); }

  @Override public List<Slot> slots(Shape weight) { return modern.slots(weight); }

  @Override public int slotsTogether() { return modern.slotsTogether(); }

  @Override public Tensor update(Step step, Tensor w, Gradient g) {
    if (modern instanceof Adam adam) return adam(adam, step, w, g.dense());
    if (modern instanceof RMSprop rmsprop) return rmsprop(rmsprop, step, w, g.dense());
    if (modern instanceof Adagrad adagrad) return adagrad(adagrad, step, w, g.dense());
    return modern.update(step, w, g.dense());
  }

  /** ResourceApplyAdam, ResourceApplyAdamWithAmsgrad. */
  private static Tensor adam(Adam adam, Step step, Tensor w, Tensor g) {
    Tensor t = step.iterations().add(1).cast(w.type());
    Tensor power1 = w.number((float) adam.beta1()).pow(t), power2 = w.number((float) adam.beta2()).pow(t);
    Tensor alpha = step.learningRate().times(power2.subtractedFrom(1).sqrt()).dividedBy(power1.subtractedFrom(1));
    Tensor m = step.slot("momentum"), v = step.slot("velocity");
    m = step.assign("momentum", m.plus(g.minus(m).times(rest(adam.beta1()))));
    v = step.assign("velocity", v.plus(g.square().minus(v).times(rest(adam.beta2()))));
    if (adam.amsgrad()) v = step.assign("velocity_hat", step.slot("velocity_hat").maximum(v));
    return w.minus(m.times(alpha).dividedBy(v.sqrt().add(adam.epsilon())));
  }

  private static Tensor rmsprop(RMSprop rmsprop, Step step, Tensor w, Tensor g) {
    Tensor v = step.assign("velocity", decayed(rmsprop, step.slot("velocity"), g.square()));
    if (rmsprop.centered()) {
      Tensor mean = step.assign("average_gradient", decayed(rmsprop, step.slot("average_gradient"), g));
      v = v.minus(mean.square());
    }
    return w.minus(g.scaledBy(step.learningRate()).dividedBy(v.sqrt().add(rmsprop.epsilon())));
  }

  private static Tensor decayed(RMSprop rmsprop, Tensor slot, Tensor value) {
    return slot.scaledBy(rmsprop.rho()).plus(value.scaledBy(rest(rmsprop.rho())));
  }

  /** ResourceApplyAdagradV2. */
  private static Tensor adagrad(Adagrad adagrad, Step step, Tensor w, Tensor g) {
    Tensor sum = step.assign("accumulator", step.slot("accumulator").plus(g.square()));
    return w.minus(g.times(step.learningRate()).dividedBy(sum.sqrt().add(adagrad.epsilon())));
  }

  /** 1 less a decay, in float32. */
  private static float rest(double decay) { return 1 - (float) decay; }
}
