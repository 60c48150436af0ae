package kerava.layers;

import static kerava.KeravaException.require;

import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * x where positive, else {@code negativeSlope * x}; y has the shape of x. Unlike a relu it passes a gradient everywhere, so that no unit
 * dies. Source: Maas et al., "Rectifier nonlinearities improve neural network acoustic models", 2013; Keras
 * {@code layers/activations/leaky_relu.py}.
 */
public record LeakyReLU(double negativeSlope, LayerOptions options) implements UnaryLayer, Configured<LeakyReLU> {
  public LeakyReLU { require(negativeSlope >= 0, "LeakyReLU: negativeSlope must not be negative, got %s", negativeSlope); }

  public LeakyReLU() { this(0.3); }

  public LeakyReLU(double negativeSlope) { this(negativeSlope, LayerOptions.of("LeakyReLU")); }

  @Override public boolean supportsMasking() { return true; }

  @Override public Shape outputShape(Shape x) { return x; }

  @Override public Tensor call(Call c, Tensor x) { return x.leakyRelu(negativeSlope); }
}
