package kerava.optimizers;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import kerava.ops.Gradient;
import kerava.ops.Tensor;
import kerava.optimizers.schedules.Rate;
import kerava.tensor.Shape;

/**
 * {@code v = rho v + (1 - rho) g^2; w -= learningRate g / sqrt(v + epsilon)}. {@code centered}: {@code a = rho a + (1 - rho) g}, and
 * {@code v - a^2} stands for v in the root. With momentum {@code q = momentum q + learningRate g / sqrt(...); w -= q}.
 * Source: Hinton, "Neural networks for machine learning", lecture 6, 2012; Keras {@code optimizers/rmsprop.py}.
 */
public record RMSprop(Rate learningRate, double rho, double momentum, double epsilon, boolean centered,
    OptimizerOptions options) implements Configured<RMSprop> {
  public RMSprop {
    Rate.checked("RMSprop", learningRate);
    require(rho >= 0 && rho <= 1, "RMSprop: rho must be in 0 .. 1, got %s", rho);
    require(momentum >= 0 && momentum <= 1, "RMSprop: momentum must be in 0 .. 1, got %s", momentum);
    require(epsilon >= 0, "RMSprop: epsilon must not be negative, got %s", epsilon);
  }

  public RMSprop() { this(0.001); }

  public RMSprop(double learningRate) { this(Rate.of(learningRate)); }

  public RMSprop(Rate learningRate) { this(learningRate, 0.9, 0, 1e-7, false); }

  public RMSprop(Rate learningRate, double rho, double momentum, double epsilon, boolean centered) {
    this(learningRate, rho, momentum, epsilon, centered, OptimizerOptions.NONE);
  }

  public RMSprop(double learningRate, double rho, double momentum, double epsilon, boolean centered) {
    this(Rate.of(learningRate), rho, momentum, epsilon, centered);
  }

  @Override public List<Slot> slots(Shape weight) {
    List<String> slots = new ArrayList<>(List.of("velocity"));
    if (momentum > 0) slots.add("momentum");
    if (centered) slots.add("average_gradient");
    return Slot.like(weight, slots.toArray(String[]::new));
  }

  @Override public boolean alignmentMatters() { return true; }

  @Override public Tensor update(Step step, Tensor w, Gradient g) {
    Tensor v = step.assign("velocity", decayed(step.slot("velocity"), g.square()));
    Tensor spread = centered ? v.minus(step.assign("average_gradient", decayed(step.slot("average_gradient"), g)).square()) : v;
    Gradient increment = g.scaledBy(step.learningRate()).dividedBy(spread.add(epsilon).sqrt());
    if (momentum == 0) return increment.takenFrom(w);
    return w.minus(step.assign("momentum", step.slot("momentum").scaledBy(momentum).plus(increment.dense())));
  }

  private Tensor decayed(Tensor slot, Gradient value) {
    return slot.scaledBy(rho).plus(value.scaledBy(1 - rho).dense());
  }
}
