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
 * {@code y = activation(x * kernel + bias)}, the product of the kernel with each window of a volume. Shapes: x (batch, depth, height,
 * width, in), kernel (depth, height, width, in, filters), bias (filters), y (batch, windows along each axis, filters). Of channels first, x
 * (batch, in, depth, height, width) and y likewise. Strides or dilation rates of more than 1, not both. In groups, the kernel takes in /
 * groups channels. Source: Keras {@code layers/convolutional/conv3d.py}.
 */
public record Conv3D(int filters, Triple kernelSize, Triple strides, Padding padding, DataFormat dataFormat, Triple dilationRate,
    int groups, ActivationFunction activation, boolean useBias, Initializer kernelInitializer, Initializer biasInitializer,
    @Nullable Regularizer kernelRegularizer, @Nullable Regularizer biasRegularizer, @Nullable Constraint kernelConstraint,
    @Nullable Constraint biasConstraint,
    LayerOptions options) implements GroupedConv<Conv3D>, WithWindows3D<Conv3D>, Configured<Conv3D>, WithKernel<Conv3D>, WithBias<Conv3D> {

  public Conv3D {
    GroupedConv.check("Conv3D", filters, groups, kernelInitializer);
    Convolution.check("Conv3D", kernelSize, strides, dilationRate, padding, dataFormat, activation, biasInitializer);
  }

  public Conv3D(int filters, Triple kernelSize) { this(filters, kernelSize, Activations.LINEAR); }

  public Conv3D(int filters, Triple kernelSize, ActivationFunction activation) {
    this(filters, kernelSize, new Triple(1), Padding.VALID, DataFormat.CHANNELS_LAST, new Triple(1), 1, activation, true,
        new GlorotUniform(), new Zeros(), null, null, null, null, LayerOptions.of("Conv3D"));
  }

  /** Of cubic kernels. */
  public Conv3D(int filters, int kernelSize) { this(filters, new Triple(kernelSize)); }

  /** Of cubic kernels; {@code activation} by Keras's name: {@code "relu"}. */
  public Conv3D(int filters, int kernelSize, String activation) {
    this(filters, new Triple(kernelSize), Activations.byName(activation));
  }

  public Conv3D withDilationRate(Triple dilationRate) { return Settings.with(this, "dilationRate", dilationRate); }

  @Override public Tensor convolved(Tensor x, Tensor kernel) {
    return Convolutions.conv(x, kernel, strides.toArray(), padding.toString(), dataFormat.channelsLast(), dilationRate.toArray());
  }
}
