package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import kerava.activations.ActivationFunction;
import kerava.activations.Activations;
import kerava.config.Settings;
import kerava.constraints.Constraint;
import kerava.initializers.GlorotUniform;
import kerava.initializers.Initializer;
import kerava.initializers.Zeros;
import kerava.ops.Convolutions;
import kerava.ops.Tensor;
import kerava.regularizers.Regularizer;
import kerava.tensor.Shape;

/**
 * {@code y = activation(x * kernel + bias)}, the product of the kernel with each window of an image. Shapes: x (batch, height, width, in), kernel (height,
 * width, in, filters), bias (filters), y (batch, windows down, windows across, filters); of channels first, x (batch, in, height, width) and y likewise.
 * Strides or dilation rates of more than 1, not both. Source: Keras {@code layers/convolutional/base_conv.py}.
 */
public record Conv2D(int filters, Pair kernelSize, Pair strides, Padding padding, DataFormat dataFormat, Pair dilationRate,
    ActivationFunction activation, boolean useBias, Initializer kernelInitializer, Initializer biasInitializer,
    Regularizer kernelRegularizer, Regularizer biasRegularizer, Constraint kernelConstraint, Constraint biasConstraint,
    LayerOptions options) implements UnaryLayer, WithWindows<Conv2D>, Configured<Conv2D>, WithKernel<Conv2D>, WithBias<Conv2D> {

  public Conv2D {
    require(filters >= 1, "Conv2D: filters must be at least 1, got %d; give the number of outputs of each window", filters);
    require(kernelSize != null && strides != null && dilationRate != null, inJava("take new Pair(1), for example"),
        "Conv2D: kernel size, strides and dilation rate must not be null");
    require(padding != null && dataFormat != null, inJava("take Padding.VALID and DataFormat.CHANNELS_LAST, for example"),
        "Conv2D: padding and data format must not be null");
    require(!strides.isMoreThanOne() || !dilationRate.isMoreThanOne(),
        "Conv2D: strides or dilation rates may be more than 1, not both, got %s and %s", strides, dilationRate);
    require(activation != null, inJava("take Activations.LINEAR for none"), "Conv2D: the activation must not be null");
    require(kernelInitializer != null && biasInitializer != null, inJava("take new Zeros(), for example"),
        "Conv2D: an initializer must not be null");
  }

  public Conv2D(int filters, Pair kernelSize) { this(filters, kernelSize, Activations.LINEAR); }

  public Conv2D(int filters, Pair kernelSize, ActivationFunction activation) {
    this(filters, kernelSize, new Pair(1), Padding.VALID, DataFormat.CHANNELS_LAST, new Pair(1), activation, true, new GlorotUniform(),
        new Zeros(), null, null, null, null, LayerOptions.of("Conv2D"));
  }

  /** Of square kernels. */
  public Conv2D(int filters, int kernelSize) { this(filters, new Pair(kernelSize)); }

  /** Of square kernels; {@code activation} by Keras's name: {@code "relu"}. */
  public Conv2D(int filters, int kernelSize, String activation) {
    this(filters, new Pair(kernelSize), Activations.byName(activation));
  }

  public Conv2D withDilationRate(Pair dilationRate) { return Settings.with(this, "dilationRate", dilationRate); }

  @Override public Shape outputShape(Shape x) {
    Images.check(this, x);
    Sizes.known(this, x, dataFormat.channelsLast() ? -1 : 1);
    int[] window = {reach(kernelSize.height(), dilationRate.height()), reach(kernelSize.width(), dilationRate.width())};
    Shape y = Images.windows(this, x, window, strides.toArray(), padding, dataFormat, filters);
    return dataFormat.channelsLast() ? y.withLast(activation.outputSize(filters)) : y.withLast(activation.outputSize(y.last()));
  }

  private static int reach(int size, int dilation) { return (int) Math.min((size - 1L) * dilation + 1, Integer.MAX_VALUE); }

  @Override public List<Weight> weights(Shape x) {
    int channels = dataFormat.channels(x);
    require((double) kernelSize.height() * kernelSize.width() * channels * filters <= Integer.MAX_VALUE,
        "Conv2D: a kernel of %s for %d channels and %d filters is larger than an array may be", kernelSize, channels, filters);
    Shape shape = Shape.of(kernelSize.height(), kernelSize.width(), channels, filters);
    Weight kernel = new Weight("kernel", shape, kernelInitializer, true).with(kernelRegularizer, kernelConstraint);
    if (!useBias) return List.of(kernel);
    return List.of(kernel, new Weight("bias", Shape.of(filters), biasInitializer, true).with(biasRegularizer, biasConstraint));
  }

  /** Python cuts an image into as many parts as the dilation rate, which it pads by what its size leaves. */
  @Override public boolean writesForAnySize() { return !dilationRate.isMoreThanOne(); }

  @Override public Tensor call(Call c, Tensor x) {
    Tensor y = Convolutions.conv(x, c.weight("kernel"), strides.toArray(), padding.toString(), dataFormat.channelsLast(),
        dilationRate.toArray());
    return activation.call(useBias ? y.add(alongChannels(c.weight("bias"))) : y);
  }

  private Tensor alongChannels(Tensor bias) {
    return dataFormat.channelsLast() ? bias.reshape(1, 1, 1, filters) : bias.reshape(1, filters, 1, 1);
  }
}
