package kerava.engine;

import java.util.List;
import kerava.network.Variable;
import kerava.ops.Gradient;

/** The gradients that a training step applies. */
interface Applied {
  /** Those of {@code variables}; null where there is none. */
  List<Gradient> gradients(List<Variable> variables);

  /**
   * Whether one may be a product that TensorFlow's graph optimizer would draw another factor into, other than those that
   * {@code Weight.product} tells of.
   */
  default boolean mayBeProducts() { return false; }
}
