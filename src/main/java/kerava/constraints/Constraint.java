package kerava.constraints;

import kerava.config.Members;
import kerava.ops.Tensor;

/** A rule that a weight keeps after each step of training. Source: Keras {@code constraints/constraints.py}. */
@Members({
    MaxNorm.class,
    MinMaxNorm.class,
    NonNeg.class,
    UnitNorm.class
}) public interface Constraint {
  /** What becomes of the weight {@code w}, of its shape. */
  Tensor call(Tensor w);
}
