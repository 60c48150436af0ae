package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import kerava.constraints.Constraint;
import kerava.initializers.Initializer;
import kerava.ops.Convolutions;
import kerava.ops.Tensor;
import kerava.regularizers.Regularizer;

/**
 * A convolution of each channel by itself. Source: Keras {@code layers/convolutional/base_depthwise_conv.py}.
 *
 * @param <L> its own class
 */
interface DepthwiseConv<L> extends OneKernel, WithDepthwise<L> {
  int depthMultiplier();

  Initializer depthwiseInitializer();

  Regularizer depthwiseRegularizer();

  Constraint depthwiseConstraint();

  /** Refuses what cannot be. */
  static void check(String who, int depthMultiplier, Initializer depthwiseInitializer) {
    require(depthMultiplier >= 1, "%s: depthMultiplier must be at least 1, got %d; give the number of outputs of each channel", who,
        depthMultiplier);
    require(depthwiseInitializer != null, inJava("take new Zeros(), for example"), "%s: an initializer must not be null", who);
  }

  /** Refuses strides that TensorFlow does not take. */
  static void check(String who, Pair strides) {
    require(strides.height() == strides.width(), "%s: TensorFlow takes the same stride along both axes alone, got %s", who, strides);
  }

  @Override default int values(int channels) { return Math.multiplyExact(channels, depthMultiplier()); }

  @Override default Weight kernel(int channels) {
    return new Weight("kernel", kernelShape(channels, depthMultiplier()), depthwiseInitializer(), true).with(depthwiseRegularizer(),
        depthwiseConstraint());
  }

  @Override default Tensor convolved(Tensor x, Tensor kernel) {
    return Convolutions.depthwiseConv(x, kernel, strides().toArray(), padding().toString(), dataFormat().channelsLast(),
        dilationRate().toArray());
  }
}
