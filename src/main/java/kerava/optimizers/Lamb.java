package kerava.optimizers;

import java.util.List;
import kerava.ops.Gradient;
import kerava.ops.Tensor;
import kerava.optimizers.schedules.Rate;
import kerava.tensor.Shape;

/**
 * {@code w -= learningRate u |w| / |u|} with Adam's {@code u = m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon)} and the norms of
 * the whole weight; where one of them is 0, {@code w -= learningRate u}. Source: You et al., "Large batch optimization for deep learning:
 * training BERT in 76 minutes", 2020; Keras {@code optimizers/lamb.py}.
 */
public record Lamb(Rate learningRate, double beta1, double beta2, double epsilon,
    OptimizerOptions options) implements Configured<Lamb> {
  public Lamb {
    Adam.checked("Lamb", learningRate, beta1, beta2, epsilon);
  }

  public Lamb() { this(0.001); }

  public Lamb(double learningRate) { this(Rate.of(learningRate)); }

  public Lamb(Rate learningRate) { this(learningRate, 0.9, 0.999, 1e-7); }

  public Lamb(double learningRate, double beta1, double beta2, double epsilon) { this(Rate.of(learningRate), beta1, beta2, epsilon); }

  public Lamb(Rate learningRate, double beta1, double beta2, double epsilon) {
    this(learningRate, beta1, beta2, epsilon, OptimizerOptions.NONE);
  }

  @Override public List<Slot> slots(Shape weight) { return Slot.like(weight, "momentum", "velocity"); }

  @Override public int slotsTogether() { return 2; }

  @Override public boolean elementwise() { return false; }

  @Override public Tensor update(Step step, Tensor w, Gradient g) {
    Tensor t = step.iterations().add(1).cast(w.type());
    Tensor power1 = w.number((float) beta1).pow(t), power2 = w.number((float) beta2).pow(t);
    Tensor m = step.slot("momentum"), v = step.slot("velocity");
    m = step.assign("momentum", m.plus(g.dense().minus(m).times(1 - beta1)));
    v = step.assign("velocity", v.plus(g.square().dense().minus(v).times(1 - beta2)));
    Tensor root = v.dividedBy(power2.subtractedFrom(1)).sqrt().add(epsilon);
    Tensor change = m.dividedBy(power1.subtractedFrom(1)).dividedBy(root);
    Tensor ofWeight = norm(w), ofChange = norm(change);
    Tensor ratio = ofWeight.greater(0f).where(ofChange.greater(0f).where(ofWeight.dividedBy(ofChange), 1f), 1f);
    return w.minus(ratio.times(step.learningRate()).times(change));
  }

  private static Tensor norm(Tensor x) { return x.pow(2).sum().sqrt(); }
}
