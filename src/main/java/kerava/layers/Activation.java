package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import kerava.activations.ActivationFunction;
import kerava.activations.Activations;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/** {@code y = activation(x)}; y has the shape of x (glu halves its last axis). Source: Keras {@code layers/activations/activation.py}. */
public record Activation(ActivationFunction activation, LayerOptions options) implements UnaryLayer, Configured<Activation> {
  public Activation {
    require(activation != null, inJava("take Activations.LINEAR for none"), "Activation: the function must not be null");
  }

  public Activation(ActivationFunction activation) { this(activation, LayerOptions.of("Activation")); }

  /** {@code activation} by Keras's name: {@code "relu"}. */
  public Activation(String activation) { this(Activations.byName(activation)); }

  @Override public boolean supportsMasking() { return true; }

  @Override public Shape outputShape(Shape x) { return x.withLast(activation.outputSize(x.last())); }

  @Override public Tensor call(Call c, Tensor x) { return activation.call(x); }
}
