package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import kerava.activations.ActivationFunction;
import kerava.constraints.Constraint;
import kerava.initializers.Initializer;
import kerava.ops.Tensor;
import kerava.regularizers.Regularizer;
import kerava.tensor.Shape;

/**
 * What layers that take kernels to each window of an image or a sequence share. Source: Keras {@code layers/convolutional/base_conv.py},
 * {@code base_depthwise_conv.py}.
 */
interface Convolution extends UnaryLayer, ByWindows {
  ActivationFunction activation();

  boolean useBias();

  Initializer biasInitializer();

  Regularizer biasRegularizer();

  Constraint biasConstraint();

  /** How many values are made of each window of so many channels. */
  int values(int channels);

  /** The kernels for so many channels. */
  List<Weight> kernels(int channels);

  /** x by the kernels. */
  Tensor convolved(Call c, Tensor x);

  /** Refuses settings that cannot be. */
  static void check(String who, Extent kernelSize, Extent strides, Extent dilationRate, Padding padding, DataFormat dataFormat,
      ActivationFunction activation, Initializer biasInitializer) {
    ByWindows.check(who, kernelSize, strides, dilationRate, padding, dataFormat);
    padding.check(who, kernelSize.toArray().length == 1);
    require(activation != null, inJava("take Activations.LINEAR for none"), "%s: the activation must not be null", who);
    require(biasInitializer != null, inJava("take new Zeros(), for example"), "%s: an initializer must not be null", who);
  }

  @Override default Shape outputShape(Shape x) {
    Images.check(this, x, kernelSize().toArray().length);
    Sizes.known(this, x, dataFormat().channelsLast() ? -1 : 1);
    int values = values(dataFormat().channels(x));
    Shape y = windows(x, values);
    return y.withLast(activation().outputSize(dataFormat().channelsLast() ? values : y.last()));
  }

  @Override default List<Weight> weights(Shape x) {
    int channels = dataFormat().channels(x);
    List<Weight> weights = new ArrayList<>(kernels(channels));
    if (useBias())
      weights.add(new Weight("bias", Shape.of(values(channels)), biasInitializer(), true).with(biasRegularizer(), biasConstraint()));
    return weights;
  }

  /** Python cuts an image into as many parts as the dilation rate, which it pads by what its size leaves. */
  @Override default boolean writesForAnySize() { return !dilationRate().isMoreThanOne(); }

  @Override default Tensor call(Call c, Tensor x) {
    Tensor y = convolved(c, x);
    return activation().call(useBias() ? y.add(alongChannels(c.weight("bias"), x.rank())) : y);
  }
}
