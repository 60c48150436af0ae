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
 * {@code y = activation(x * kernel + bias)}, each place of a image times the kernel added to a larger one, a place every {@code strides}:
 * what leads back from {@link Conv2D}'s output to the size of its input. Shapes: x (batch, height, width, in), kernel (height, width,
 * filters, in), bias (filters), y (batch, more rows, more columns, filters); of channels first likewise. As long along each axis as (places
 * - 1) * stride + max(kernel, stride) with valid padding, places * stride with same, or as {@code outputPadding} says; no dilation. Source:
 * Keras {@code layers/convolutional/conv2d_transpose.py}.
 */
public record Conv2DTranspose(int filters, Pair kernelSize, Pair strides, Padding padding, @Nullable Dims outputPadding,
    DataFormat dataFormat, Pair dilationRate, ActivationFunction activation, boolean useBias, Initializer kernelInitializer,
    Initializer biasInitializer, @Nullable Regularizer kernelRegularizer, @Nullable Regularizer biasRegularizer,
    @Nullable Constraint kernelConstraint, @Nullable Constraint biasConstraint,
    LayerOptions options) implements ConvTranspose<Conv2DTranspose>, WithWindows<Conv2DTranspose>, Configured<Conv2DTranspose>, WithKernel<Conv2DTranspose>, WithBias<Conv2DTranspose> {

  public Conv2DTranspose {
    BaseConv.check("Conv2DTranspose", filters, kernelInitializer);
    Convolution.check("Conv2DTranspose", kernelSize, strides, dilationRate, padding, dataFormat, activation, biasInitializer);
    ConvTranspose.check("Conv2DTranspose", strides, dilationRate, padding, outputPadding);

  }

  public Conv2DTranspose(int filters, Pair kernelSize) { this(filters, kernelSize, Activations.LINEAR); }

  public Conv2DTranspose(int filters, Pair kernelSize, ActivationFunction activation) {
    this(filters, kernelSize, new Pair(1), Padding.VALID, null, DataFormat.CHANNELS_LAST, new Pair(1), activation, true,
        new GlorotUniform(),
        new Zeros(), null, null, null, null, LayerOptions.of("Conv2DTranspose"));
  }

  public Conv2DTranspose(int filters, int kernelSize) { this(filters, new Pair(kernelSize)); }

  /** {@code activation} by Keras's name: {@code "relu"}. */
  public Conv2DTranspose(int filters, int kernelSize, String activation) {
    this(filters, new Pair(kernelSize), Activations.byName(activation));
  }
}
