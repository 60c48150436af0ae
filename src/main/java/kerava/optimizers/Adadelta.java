package kerava.optimizers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.ops.Gradient;
import kerava.ops.Tensor;
import kerava.optimizers.schedules.Rate;
import kerava.tensor.Shape;

/**
 * {@code a = rho a + (1 - rho) g^2; d = -sqrt(b + epsilon) g / sqrt(a + epsilon); b = rho b + (1 - rho) d^2; w += learningRate d}.
 * Source: Zeiler, "ADADELTA: an adaptive learning rate method", 2012; Keras {@code optimizers/adadelta.py}.
 */
public record Adadelta(Rate learningRate, double rho, double epsilon, OptimizerOptions options) implements Configured<Adadelta> {
  private static final String GRADIENTS = "accumulated_grad", CHANGES = "accumulated_delta_var";

  public Adadelta {
    Rate.checked("Adadelta", learningRate);
    require(rho >= 0 && rho <= 1, "Adadelta: rho must be in 0 .. 1, got %s", rho);
    require(epsilon >= 0, "Adadelta: epsilon must not be negative, got %s", epsilon);
  }

  public Adadelta() { this(0.001); }

  public Adadelta(double learningRate) { this(Rate.of(learningRate)); }

  public Adadelta(Rate learningRate) { this(learningRate, 0.95, 1e-7); }

  public Adadelta(double learningRate, double rho, double epsilon) { this(Rate.of(learningRate), rho, epsilon); }

  public Adadelta(Rate learningRate, double rho, double epsilon) { this(learningRate, rho, epsilon, OptimizerOptions.NONE); }

  @Override public List<Slot> slots(Shape weight) { return Slot.like(weight, GRADIENTS, CHANGES); }

  @Override public int slotsTogether() { return 2; }

  @Override public boolean alignmentMatters() { return true; }

  @Override public Tensor update(Step step, Tensor w, Gradient g) {
    Tensor a = step.assign(GRADIENTS, decayed(step.slot(GRADIENTS), g)), b = step.slot(CHANGES);
    Gradient change = g.scaledBy(root(b)).dividedBy(root(a)).map(Tensor::negative);
    step.assign(CHANGES, decayed(b, change));
    return change.scaledBy(step.learningRate()).addedTo(w);
  }

  private Tensor decayed(Tensor slot, Gradient value) {
    return slot.scaledBy(rho).add(value.square().scaledBy(1 - rho).dense());
  }

  private Tensor root(Tensor x) { return x.add(epsilon).sqrt(); }
}
