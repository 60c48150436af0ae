package kerava.layers;

import kerava.activations.ActivationFunction;
import kerava.activations.Activations;
import kerava.constraints.Constraint;
import kerava.initializers.GlorotUniform;
import kerava.initializers.Initializer;
import kerava.initializers.Zeros;
import kerava.regularizers.Regularizer;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = activation(x * kernel + bias)}, each place of a volume times the kernel added to a larger one, a place every {@code strides}:
 * what leads back from {@link Conv3D}'s output to the size of its input. Shapes: x (batch, depth, height, width, in), kernel (depth,
 * height, width, filters, in), bias (filters), y (batch, more places along each axis, filters), with the channels last alone. As long along
 * each axis as (places - 1) * stride + max(kernel, stride) with valid padding, places * stride with same, or as {@code outputPadding} says;
 * no dilation. Source: Keras {@code layers/convolutional/conv3d_transpose.py}.
 */
public record Conv3DTranspose(int filters, Triple kernelSize, Triple strides, Padding padding, @Nullable Dims outputPadding,
    DataFormat dataFormat, Triple dilationRate, ActivationFunction activation, boolean useBias, Initializer kernelInitializer,
    Initializer biasInitializer, @Nullable Regularizer kernelRegularizer, @Nullable Regularizer biasRegularizer,
    @Nullable Constraint kernelConstraint, @Nullable Constraint biasConstraint,
    LayerOptions options) implements ConvTranspose<Conv3DTranspose>, WithWindows3D<Conv3DTranspose>, Configured<Conv3DTranspose>, WithKernel<Conv3DTranspose>, WithBias<Conv3DTranspose> {

  public Conv3DTranspose {
    BaseConv.check("Conv3DTranspose", filters, kernelInitializer);
    Convolution.check("Conv3DTranspose", kernelSize, strides, dilationRate, padding, dataFormat, activation, biasInitializer);
    ConvTranspose.check("Conv3DTranspose", strides, dilationRate, padding, outputPadding);
    Images.checkVolumes("Conv3DTranspose", dataFormat);
  }

  public Conv3DTranspose(int filters, Triple kernelSize) { this(filters, kernelSize, Activations.LINEAR); }

  public Conv3DTranspose(int filters, Triple kernelSize, ActivationFunction activation) {
    this(filters, kernelSize, new Triple(1), Padding.VALID, null, DataFormat.CHANNELS_LAST, new Triple(1), activation, true,
        new GlorotUniform(),
        new Zeros(), null, null, null, null, LayerOptions.of("Conv3DTranspose"));
  }

  public Conv3DTranspose(int filters, int kernelSize) { this(filters, new Triple(kernelSize)); }

  /** {@code activation} by Keras's name: {@code "relu"}. */
  public Conv3DTranspose(int filters, int kernelSize, String activation) {
    this(filters, new Triple(kernelSize), Activations.byName(activation));
  }
}
