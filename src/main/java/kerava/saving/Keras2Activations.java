package kerava.saving;

import java.util.EnumSet;
import java.util.Set;
import kerava.activations.Activations;

/** The activations that Keras 2 calls by the names and computes by the formulas of Keras 3; its hard_sigmoid is another one. */
final class Keras2Activations {
  private static final Set<Activations> SHARED = EnumSet.of(Activations.ELU, Activations.EXPONENTIAL, Activations.GELU, Activations.LINEAR,
      Activations.MISH, Activations.RELU, Activations.SELU, Activations.SIGMOID, Activations.SILU, Activations.SOFTMAX,
      Activations.SOFTPLUS,
      Activations.SOFTSIGN, Activations.TANH);

  private Keras2Activations() {}

  /** Whether {@code name} in a file of Keras 2 means what it means in Keras 3; true of names that nobody knows. */
  static boolean same(String name) { return !name.equals("hard_sigmoid"); }

  static boolean has(Activations activation) { return SHARED.contains(activation); }
}
