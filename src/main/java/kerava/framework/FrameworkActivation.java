package kerava.framework;

import kerava.activations.ActivationFunction;
import kerava.ops.Foreign;
import kerava.ops.Tensor;
import org.tensorflow.framework.activations.Activation;

/** An activation of TensorFlow Framework. */
final class FrameworkActivation implements ActivationFunction {
  private final Activation activation;

  FrameworkActivation(Activation activation) { this.activation = activation; }

  @Override public Tensor call(Tensor x) { return Foreign.of(activation.getClass().getSimpleName(), x, activation::call); }

  @Override public String toString() { return Framework.called(activation); }
}
