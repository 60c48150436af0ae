package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.Arrays;
import java.util.stream.IntStream;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * A layer that takes a kernel to each window of an image or a sequence. Source: Keras {@code layers/convolutional/base_conv.py},
 * {@code layers/rnn/conv_lstm.py}.
 */
interface ByWindows extends Layer {
  Extent kernelSize();

  Extent strides();

  Padding padding();

  DataFormat dataFormat();

  Extent dilationRate();

  /** The shape of what {@code values} for each window of x are. */
  default Shape windows(Shape x, int values) {
    int[] sizes = kernelSize().toArray(), dilations = dilationRate().toArray();
    int[] window =
        IntStream.range(0, sizes.length).map(i -> (int) Math.min((sizes[i] - 1L) * dilations[i] + 1, Integer.MAX_VALUE)).toArray();
    return Images.windows(this, x, window, strides().toArray(), padding(), dataFormat(), values);
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

  /** A bias for what has {@code rank} axes. */
  default Tensor alongChannels(Tensor bias, int rank) {
    long[] sizes = new long[rank];
    Arrays.fill(sizes, 1);
    sizes[dataFormat().channelsAxis(rank)] = bias.size(0);
    return bias.reshape(sizes);
  }

  /** Refuses settings that cannot be. */
  static void check(String who, Extent kernelSize, Extent strides, Extent dilationRate, Padding padding, DataFormat dataFormat) {
    require(kernelSize != null && strides != null && dilationRate != null, inJava("take new Pair(1), for example"),
        "%s: kernel size, strides and dilation rate must not be null", who);
    require(padding != null && dataFormat != null, inJava("take Padding.VALID and DataFormat.CHANNELS_LAST, for example"),
        "%s: padding and data format must not be null", who);
    require(!strides.isMoreThanOne() || !dilationRate.isMoreThanOne(),
        "%s: strides or dilation rates may be more than 1, not both, got %s and %s", who, strides, dilationRate);
  }
}
