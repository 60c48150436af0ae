package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import kerava.activations.Activations;
import kerava.config.Settings;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/** {@code y = activation(x)}; y has the shape of x (glu halves its last axis). Source: Keras {@code layers/activations/activation.py}. */
public record Activation(Activations activation, String name) implements Layer {
  public Activation {
    require(activation != null, inJava("take Activations.LINEAR for none"), "Activation: the function must not be null");
  }

  public Activation(Activations activation) { this(activation, null); }

  /** {@code activation} by Keras's name: {@code "relu"}. */
  public Activation(String activation) { this(Activations.byName(activation)); }

  @Override public Activation named(String name) { return Settings.with(this, "name", name); }

  @Override public Shape outputShape(Shape x) { return x.withLast(activation.outputSize(x.last())); }

  @Override public Tensor call(Call c, Tensor x) { return activation.call(x); }
}
