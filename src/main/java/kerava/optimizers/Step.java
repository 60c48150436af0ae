package kerava.optimizers;

import kerava.ops.Tensor;

/** What an optimizer gets to write the update of one variable, or what comes before all of them. */
public interface Step {
  /** A scalar that may change between steps; never a constant, for TensorFlow rewrites divisions by constants. */
  Tensor learningRate();

  /** The same in float32, of whatever type the variable is, for a product alone. */
  Tensor rate();

  /** This one at another {@link #learningRate}. */
  Step withLearningRate(Tensor learningRate);

  /** How many steps were taken before this one, an int64. */
  Tensor iterations();

  /** The variable's slot of that name, as the last step left it. */
  Tensor slot(String name);

  /** The optimizer's own slot of that name, as {@link Optimizer#begin} has left it in this step. */
  Tensor own(String name);

  /** Sets the slot for the next step, and returns the value. */
  Tensor assign(String name, Tensor value);
}
