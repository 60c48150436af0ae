package kerava.optimizers;

import kerava.ops.Tensor;

/** What an optimizer gets to write the update of one variable. */
public interface Step {
  /** A scalar that may change between steps; never a constant, for TensorFlow rewrites divisions by constants. */
  Tensor learningRate();

  /** How many steps were taken before this one, an int64. */
  Tensor iterations();

  /** The variable's slot of that name, as the last step left it. */
  Tensor slot(String name);

  /** Sets the slot for the next step, and returns the value. */
  Tensor assign(String name, Tensor value);
}
