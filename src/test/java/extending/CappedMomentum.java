package extending;

import java.util.List;
import kerava.ops.Gradient;
import kerava.ops.Tensor;
import kerava.optimizers.Optimizer;
import kerava.optimizers.Slot;
import kerava.optimizers.Step;
import kerava.optimizers.schedules.Rate;
import kerava.tensor.Shape;

/** m = momentum m + g; w -= learningRate m, with no element of m beyond -most .. most. */
public record CappedMomentum(Rate learningRate, double momentum, double most) implements Optimizer {
  @Override public List<Slot> slots(Shape weight) { return List.of(new Slot("m", weight, 0)); }

  @Override public Tensor update(Step step, Tensor w, Gradient g) {
    Tensor m = step.slot("m").times(momentum).plus(g.dense()).clip(-most, most);
    return w.minus(step.assign("m", m).times(step.learningRate()));
  }
}
