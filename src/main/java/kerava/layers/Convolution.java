package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import kerava.activations.ActivationFunction;
import kerava.constraints.Constraint;
import kerava.initializers.Initializer;
import kerava.ops.Tensor;
import kerava.regularizers.Regularizer;
import kerava.tensor.Shape;

/** What layers that take kernels to each window of an image or a sequence share. Source: Keras {@code layers/convolutional/base_conv.py}, {@code base_depthwise_conv.py}. */
interface Convolution extends UnaryLayer {
  Extent kernelSize();

  Extent strides();

  Padding padding();

  DataFormat dataFormat();

  Extent dilationRate();

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
    require(kernelSize != null && strides != null && dilationRate != null, inJava("take new Pair(1), for example"),
        "%s: kernel size, strides and dilation rate must not be null", who);
    require(padding != null && dataFormat != null, inJava("take Padding.VALID and DataFormat.CHANNELS_LAST, for example"),
        "%s: padding and data format must not be null", who);
    require(!strides.isMoreThanOne() || !dilationRate.isMoreThanOne(),
        "%s: strides or dilation rates may be more than 1, not both, got %s and %s", who, strides, dilationRate);
    padding.check(who, kernelSize.toArray().length == 1);
    require(activation != null, inJava("take Activations.LINEAR for none"), "%s: the activation must not be null", who);
    require(biasInitializer != null, inJava("take new Zeros(), for example"), "%s: an initializer must not be null", who);
  }

  @Override default Shape outputShape(Shape x) {
    int[] sizes = kernelSize().toArray(), dilations = dilationRate().toArray();
    Images.check(this, x, sizes.length);
    Sizes.known(this, x, dataFormat().channelsLast() ? -1 : 1);
    int[] window =
        IntStream.range(0, sizes.length).map(i -> (int) Math.min((sizes[i] - 1L) * dilations[i] + 1, Integer.MAX_VALUE)).toArray();
    int values = values(dataFormat().channels(x));
    Shape y = Images.windows(this, x, window, strides().toArray(), padding(), dataFormat(), values);
    return y.withLast(activation().outputSize(dataFormat().channelsLast() ? values : y.last()));
  }

  @Override default List<Weight> weights(Shape x) {
    int channels = dataFormat().channels(x);
    List<Weight> weights = new ArrayList<>(kernels(channels));
    if (useBias())
      weights.add(new Weight("bias", Shape.of(values(channels)), biasInitializer(), true).with(biasRegularizer(), biasConstraint()));
    return weights;
  }

  /** The shape of a kernel whose last axes are {@code in} and {@code out}. */
  default Shape kernelShape(int in, int out) {
    int[] sizes = kernelSize().toArray();
    double numbers = Arrays.stream(sizes).asDoubleStream().reduce((double) in * out, (a, b) -> a * b);
    require(numbers <= Integer.MAX_VALUE, "%s: a kernel of %s for %d channels and %d filters is larger than an array may be", className(),
        kernelSize(), in, out);
    int[] all = Arrays.copyOf(sizes, sizes.length + 2);
    all[sizes.length] = in;
    all[sizes.length + 1] = out;
    return Shape.of(all);
  }

  /** Python cuts an image into as many parts as the dilation rate, which it pads by what its size leaves. */
  @Override default boolean writesForAnySize() { return !dilationRate().isMoreThanOne(); }

  @Override default Tensor call(Call c, Tensor x) {
    Tensor y = convolved(c, x);
    return activation().call(useBias() ? y.add(alongChannels(c.weight("bias"), x.rank())) : y);
  }

  private Tensor alongChannels(Tensor bias, int rank) {
    long[] sizes = new long[rank];
    Arrays.fill(sizes, 1);
    sizes[dataFormat().channelsAxis(rank)] = bias.size(0);
    return bias.reshape(sizes);
  }
}
