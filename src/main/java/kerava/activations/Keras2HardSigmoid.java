package kerava.activations;

import kerava.ops.Tensor;

/**
 * {@code 0.2 x + 0.5} within 0 .. 1, what Keras 2 calls hard_sigmoid, and the recurrent layers of Keras before 2.3 use by themselves;
 * {@link Activations#HARD_SIGMOID} of Keras 3 is another function. It comes from files of Keras 2 and goes into those alone. Source:
 * tf_keras {@code backend.py}.
 */
public record Keras2HardSigmoid() implements ActivationFunction {
  @Override public Tensor call(Tensor x) { return x.times(0.2).add(0.5).clip(0, 1); }

  @Override public String toString() { return "hard_sigmoid of Keras 2"; }
}
