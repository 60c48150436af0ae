package kerava.layers;

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
import org.jspecify.annotations.Nullable;

/**
 * {@code y = activation(x * kernel + bias)}, the product of the kernel with each window of an image. Shapes: x (batch, height, width, in),
 * kernel (height, width, in, filters), bias (filters), y (batch, windows down, windows across, filters); of channels first, x (batch, in,
 * height, width) and y likewise. Strides or dilation rates of more than 1, not both. In groups, the kernel takes in / groups channels.
 * Source: Keras {@code layers/convolutional/base_conv.py}.
 */
public record Conv2D(int filters, Pair kernelSize, Pair strides, Padding padding, DataFormat dataFormat, Pair dilationRate, int groups,
    ActivationFunction activation, boolean useBias, Initializer kernelInitializer, Initializer biasInitializer,
    @Nullable Regularizer kernelRegularizer, @Nullable Regularizer biasRegularizer, @Nullable Constraint kernelConstraint,
    @Nullable Constraint biasConstraint,
    LayerOptions options) implements GroupedConv<Conv2D>, WithWindows<Conv2D>, Configured<Conv2D>, WithKernel<Conv2D>, WithBias<Conv2D> {

  public Conv2D {
    GroupedConv.check("Conv2D", filters, groups, kernelInitializer);
    Convolution.check("Conv2D", kernelSize, strides, dilationRate, padding, dataFormat, activation, biasInitializer);
  }

  public Conv2D(int filters, Pair kernelSize) { this(filters, kernelSize, Activations.LINEAR); }

  public Conv2D(int filters, Pair kernelSize, ActivationFunction activation) {
    this(filters, kernelSize, new Pair(1), Padding.VALID, DataFormat.CHANNELS_LAST, new Pair(1), 1, activation, true, new GlorotUniform(),
        new Zeros(), null, null, null, null, LayerOptions.of("Conv2D"));
  }

  /** Of square kernels. */
  public Conv2D(int filters, int kernelSize) { this(filters, new Pair(kernelSize)); }

  /** Of square kernels; {@code activation} by Keras's name: {@code "relu"}. */
  public Conv2D(int filters, int kernelSize, String activation) {
    this(filters, new Pair(kernelSize), Activations.byName(activation));
  }

  public Conv2D withDilationRate(Pair dilationRate) { return Settings.with(this, "dilationRate", dilationRate); }

  @Override public Tensor convolved(Tensor x, Tensor kernel) {
    return Convolutions.conv(x, kernel, strides.toArray(), padding.toString(), dataFormat.channelsLast(), dilationRate.toArray());
  }
}
