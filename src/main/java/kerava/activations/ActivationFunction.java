package kerava.activations;

import kerava.ops.Tensor;

/**
 * A function that a layer applies to its output: one of {@link Activations}, or one of the user's own, a record. Source: Keras
 * {@code activations/}.
 */
public interface ActivationFunction {
  Tensor call(Tensor x);

  /** How long the last axis is after the function, where it was {@code last} long. */
  default int outputSize(int last) { return last; }
}
