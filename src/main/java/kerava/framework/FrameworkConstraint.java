package kerava.framework;

import kerava.ops.Foreign;
import kerava.ops.Tensor;
import org.tensorflow.framework.constraints.Constraint;

/** A constraint of TensorFlow Framework. */
final class FrameworkConstraint implements kerava.constraints.Constraint {
  private final Constraint constraint;

  FrameworkConstraint(Constraint constraint) { this.constraint = constraint; }

  @Override public Tensor call(Tensor w) { return Foreign.of(constraint.getClass().getSimpleName(), w, constraint::call); }

  @Override public String toString() { return Framework.called(constraint); }
}
