package kerava.optimizers;

import java.util.List;
import kerava.ops.Gradient;
import kerava.ops.Tensor;
import kerava.optimizers.schedules.Rate;
import kerava.tensor.Shape;

/**
 * {@code m += (g - m)(1 - beta1); u = max(beta2 u, |g|); w -= learningRate m / ((1 - beta1^t)(u + epsilon))}, t = 1, 2, ...
 * Source: Kingma and Ba, "Adam: a method for stochastic optimization", 2014, section 7.1; Keras {@code optimizers/adamax.py}.
 */
public record Adamax(Rate learningRate, double beta1, double beta2, double epsilon,
    OptimizerOptions options) implements Configured<Adamax> {
  public Adamax {
    Adam.checked("Adamax", learningRate, beta1, beta2, epsilon);
  }

  public Adamax() { this(0.001); }

  public Adamax(double learningRate) { this(Rate.of(learningRate)); }

  public Adamax(Rate learningRate) { this(learningRate, 0.9, 0.999, 1e-7); }

  public Adamax(double learningRate, double beta1, double beta2, double epsilon) { this(Rate.of(learningRate), beta1, beta2, epsilon); }

  public Adamax(Rate learningRate, double beta1, double beta2, double epsilon) {
    this(learningRate, beta1, beta2, epsilon, OptimizerOptions.NONE);
  }

  @Override public List<Slot> slots(Shape weight) { return Slot.like(weight, "momentum", "norm"); }

  @Override public int slotsTogether() { return 2; }

  @Override public Tensor update(Step step, Tensor w, Gradient g) {
    Tensor power = w.number((float) beta1).pow(step.iterations().add(1).cast(w.type()));
    Tensor m = step.slot("momentum");
    m = step.assign("momentum", m.plus(g.dense().minus(m).times(1 - beta1)));
    Tensor u = step.assign("norm", step.slot("norm").scaledBy(beta2).maximum(g.map(Tensor::abs).dense()));
    return w.minus(m.scaledBy(step.learningRate()).dividedBy(u.add(epsilon).scaledBy(power.subtractedFrom(1))));
  }
}
