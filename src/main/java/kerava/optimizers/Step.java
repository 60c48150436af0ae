package kerava.optimizers;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** What an optimizer gets to write the update of one variable into a graph. */
public interface Step {
  Ops tf();

  /** A scalar that may change between steps; never a constant, for TensorFlow rewrites divisions by constants. */
  Operand<TFloat32> learningRate();

  /** How many steps were taken before this one. */
  Operand<TInt64> iterations();

  /** The variable's slot of that name, as the last step left it. */
  Operand<TFloat32> slot(String name);

  /** Sets the slot for the next step, and returns the value. */
  Operand<TFloat32> assign(String name, Operand<TFloat32> value);
}
