package kerava.optimizers;

import java.util.List;
import kerava.config.Members;
import kerava.config.NamedInLowerCase;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * How weights follow their gradients. The formula is elementwise, so the engine may run it once over many weights laid end to end.
 * Source: Keras {@code optimizers/base_optimizer.py}.
 */
@Members({
    Adagrad.class,
    Adam.class,
    RMSprop.class,
    SGD.class
})
@NamedInLowerCase public interface Optimizer {
  double learningRate();

  /** The names of what the optimizer keeps for each weight, in Keras's order. */
  List<String> slots();

  /** How many of the first slots Keras keeps together, weight by weight; the others follow, slot by slot. */
  default int slotsTogether() { return 1; }

  /** The first value of every element of a slot. */
  default float initialValue(String slot) { return 0; }

  /**
   * Whether a weight's bits depend on where in memory it lies: TensorFlow makes {@code x / sqrt(y)} a product with a reciprocal root, whose vector
   * and scalar forms round differently. The engine then lays only weights end to end that fill whole vectors.
   */
  default boolean alignmentMatters() {
    return false;
  }

  /** Whether the gradient is multiplied and not used otherwise: TensorFlow's graph optimizer then draws the factor into a gradient that is a product. */
  default boolean multipliesGradient() {
    return false;
  }

  /** The new value of the weight {@code w}, whose gradient is {@code g}; all of one shape. */
  Operand<TFloat32> update(Step step, Operand<TFloat32> w, Operand<TFloat32> g);
}
