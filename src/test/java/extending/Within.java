package extending;

import kerava.constraints.Constraint;
import kerava.ops.Tensor;

/** All elements stay in -most .. most. */
public record Within(double most) implements Constraint {
  @Override public Tensor call(Tensor w) { return w.clip(-most, most); }
}
