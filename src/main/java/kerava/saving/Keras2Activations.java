package kerava.saving;

import static kerava.KeravaException.require;

import java.util.EnumSet;
import java.util.Set;
import kerava.activations.ActivationFunction;
import kerava.activations.Activations;
import kerava.activations.Keras2HardSigmoid;

/** The activations that Keras 2 calls by the names and computes by the formulas of Keras 3; its hard_sigmoid is another one. */
final class Keras2Activations {
  private static final Set<Activations> SHARED = EnumSet.of(Activations.ELU, Activations.EXPONENTIAL, Activations.GELU, Activations.LINEAR,
      Activations.MISH, Activations.RELU, Activations.SELU, Activations.SIGMOID, Activations.SILU, Activations.SOFTMAX,
      Activations.SOFTPLUS,
      Activations.SOFTSIGN, Activations.TANH);

  private static final String HARD_SIGMOID = "hard_sigmoid";

  private Keras2Activations() {}

  /** What {@code name} means in a file of Keras 2, if that is another function than Keras 3's; else null. */
  static ActivationFunction other(String name) { return name.equals(HARD_SIGMOID) ? new Keras2HardSigmoid() : null; }

  /**
   * What {@code activation} is called in a file of {@code dialect}, if that knows it by a name of its own; else null. Refuses what the
   * dialect does not have.
   */
  static String name(ActivationFunction activation, Dialect dialect) {
    if (activation instanceof Keras2HardSigmoid) {
      require(dialect == Dialect.KERAS_2,
          "save: Keras 3 has another hard_sigmoid than Keras 2, where this model comes from; save for Keras 2");
      return HARD_SIGMOID;
    }
    if (dialect == Dialect.KERAS_2 && activation instanceof Activations shared)
      require(SHARED.contains(shared), "save: Keras 2 has no activation %s, or another one by that name; save for Keras 3", shared);
    return null;
  }
}
