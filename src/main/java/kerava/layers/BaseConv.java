package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import kerava.constraints.Constraint;
import kerava.initializers.Initializer;
import kerava.regularizers.Regularizer;

/** A convolution each of whose filters takes all channels. Source: Keras {@code layers/convolutional/base_conv.py}. */
interface BaseConv extends OneKernel {
  int filters();

  Initializer kernelInitializer();

  Regularizer kernelRegularizer();

  Constraint kernelConstraint();

  /** Refuses what cannot be. */
  static void check(String who, int filters, Initializer kernelInitializer) {
    require(filters >= 1, "%s: filters must be at least 1, got %d; give the number of outputs of each window", who, filters);
    require(kernelInitializer != null, inJava("take new Zeros(), for example"), "%s: an initializer must not be null", who);
  }

  @Override default int values(int channels) { return filters(); }

  @Override default Weight kernel(int channels) {
    return new Weight("kernel", kernelShape(channels, filters()), kernelInitializer(), true).with(kernelRegularizer(), kernelConstraint());
  }
}
