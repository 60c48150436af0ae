package kerava.optimizers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.ops.Gradient;
import kerava.ops.Tensor;
import kerava.optimizers.schedules.Rate;
import kerava.tensor.Shape;

/**
 * {@code w -= learningRate sign(beta1 m + (1 - beta1) g); m = beta2 m + (1 - beta2) g}.
 * Source: Chen et al., "Symbolic discovery of optimization algorithms", 2023; Keras {@code optimizers/lion.py}.
 */
public record Lion(Rate learningRate, double beta1, double beta2,
    OptimizerOptions options) implements Configured<Lion> {
  public Lion {
    Rate.checked("Lion", learningRate);
    require(beta1 > 0 && beta1 <= 1, "Lion: beta1 must be in 0 .. 1 (0 excluded), got %s", beta1);
    require(beta2 >= 0 && beta2 <= 1, "Lion: beta2 must be in 0 .. 1, got %s", beta2);
  }

  public Lion() { this(0.001); }

  public Lion(double learningRate) { this(Rate.of(learningRate)); }

  public Lion(Rate learningRate) { this(learningRate, 0.9, 0.99); }

  public Lion(double learningRate, double beta1, double beta2) { this(Rate.of(learningRate), beta1, beta2); }

  public Lion(Rate learningRate, double beta1, double beta2) { this(learningRate, beta1, beta2, OptimizerOptions.NONE); }

  @Override public List<Slot> slots(Shape weight) { return Slot.like(weight, "momentum"); }

  @Override public Tensor update(Step step, Tensor w, Gradient g) {
    Tensor b1 = w.number((float) beta1), b2 = w.number((float) beta2), m = step.slot("momentum");
    Tensor changed = w.minus(m.times(b1).plus(g.times(b1.subtractedFrom(1)).dense()).sign().scaledBy(step.learningRate()));
    step.assign("momentum", m.times(b2).plus(g.times(b2.subtractedFrom(1)).dense()));
    return changed;
  }
}
