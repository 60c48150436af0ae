package kerava.optimizers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.ops.Gradient;
import kerava.ops.Tensor;
import kerava.optimizers.schedules.Rate;
import kerava.tensor.Shape;

/**
 * {@code m += (g - m)(1 - beta1); v += (g^2 - v)(1 - beta2); w -= m alpha / (sqrt(v) + epsilon)} with
 * {@code alpha = learningRate sqrt(1 - beta2^t) / (1 - beta1^t)}, t = 1, 2, ...;
 * {@code amsgrad}: with the largest v so far in place of v.
 * Source: Kingma and Ba, "Adam: a method for stochastic optimization", 2014; Reddi et al., "On the convergence of Adam and beyond", 2018;
 * Keras {@code optimizers/adam.py}.
 */
public record Adam(Rate learningRate, double beta1, double beta2, double epsilon, boolean amsgrad,
    OptimizerOptions options) implements Configured<Adam> {
  public Adam {
    checked("Adam", learningRate, beta1, beta2, epsilon);
  }

  static void checked(String who, Rate learningRate, double beta1, double beta2, double epsilon) {
    Rate.checked(who, learningRate);
    require(beta1 >= 0 && beta1 < 1, "%s: beta1 must be in 0 .. 1 (1 excluded), got %s", who, beta1);
    require(beta2 >= 0 && beta2 < 1, "%s: beta2 must be in 0 .. 1 (1 excluded), got %s", who, beta2);
    require(epsilon >= 0, "%s: epsilon must not be negative, got %s", who, epsilon);
  }

  public Adam() { this(0.001); }

  public Adam(double learningRate) { this(Rate.of(learningRate)); }

  public Adam(Rate learningRate) { this(learningRate, 0.9, 0.999, 1e-7, false); }

  public Adam(Rate learningRate, double beta1, double beta2, double epsilon, boolean amsgrad) {
    this(learningRate, beta1, beta2, epsilon, amsgrad, OptimizerOptions.NONE);
  }

  public Adam(double learningRate, double beta1, double beta2, double epsilon, boolean amsgrad) {
    this(Rate.of(learningRate), beta1, beta2, epsilon, amsgrad);
  }

  @Override public List<Slot> slots(Shape weight) {
    return amsgrad ? Slot.like(weight, "momentum", "velocity", "velocity_hat") : Slot.like(weight, "momentum", "velocity");
  }

  @Override public int slotsTogether() { return 2; }

  @Override public Tensor update(Step step, Tensor w, Gradient g) {
    Tensor t = step.iterations().add(1).cast(w.type());
    Tensor power1 = w.number((float) beta1).pow(t), power2 = w.number((float) beta2).pow(t);
    Tensor alpha = step.learningRate().times(power2.subtractedFrom(1).sqrt()).dividedBy(power1.subtractedFrom(1));
    Tensor m = step.slot("momentum"), v = step.slot("velocity");
    m = step.assign("momentum", m.plus(g.dense().minus(m).times(1 - beta1)));
    v = step.assign("velocity", v.plus(g.square().dense().minus(v).times(1 - beta2)));
    if (amsgrad) v = step.assign("velocity_hat", step.slot("velocity_hat").maximum(v));
    return w.minus(m.times(alpha).dividedBy(v.sqrt().add(epsilon)));
  }
}
