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
 * {@code y = activation(x * kernel + bias)}, each place of a sequence times the kernel added to a larger one, a place every
 * {@code strides}: what leads back from {@link Conv1D}'s output to the size of its input. Shapes: x (batch, steps, in), kernel (size,
 * filters, in), bias (filters), y (batch, more steps, filters); of channels first likewise. As long along each axis as (places - 1) *
 * stride + max(kernel, stride) with valid padding, places * stride with same, or as {@code outputPadding} says; no dilation. Source: Keras
 * {@code layers/convolutional/conv1d_transpose.py}.
 */
public record Conv1DTranspose(int filters, Length kernelSize, Length strides, Padding padding, @Nullable Dims outputPadding,
    DataFormat dataFormat, Length dilationRate, ActivationFunction activation, boolean useBias, Initializer kernelInitializer,
    Initializer biasInitializer, @Nullable Regularizer kernelRegularizer, @Nullable Regularizer biasRegularizer,
    @Nullable Constraint kernelConstraint, @Nullable Constraint biasConstraint,
    LayerOptions options) implements ConvTranspose<Conv1DTranspose>, WithWindows1D<Conv1DTranspose>, Configured<Conv1DTranspose>, WithKernel<Conv1DTranspose>, WithBias<Conv1DTranspose> {

  public Conv1DTranspose {
    BaseConv.check("Conv1DTranspose", filters, kernelInitializer);
    Convolution.check("Conv1DTranspose", kernelSize, strides, dilationRate, padding, dataFormat, activation, biasInitializer);
    ConvTranspose.check("Conv1DTranspose", strides, dilationRate, padding, outputPadding);

  }

  public Conv1DTranspose(int filters, Length kernelSize) { this(filters, kernelSize, Activations.LINEAR); }

  public Conv1DTranspose(int filters, Length kernelSize, ActivationFunction activation) {
    this(filters, kernelSize, new Length(1), Padding.VALID, null, DataFormat.CHANNELS_LAST, new Length(1), activation, true,
        new GlorotUniform(),
        new Zeros(), null, null, null, null, LayerOptions.of("Conv1DTranspose"));
  }

  public Conv1DTranspose(int filters, int kernelSize) { this(filters, new Length(kernelSize)); }

  /** {@code activation} by Keras's name: {@code "relu"}. */
  public Conv1DTranspose(int filters, int kernelSize, String activation) {
    this(filters, new Length(kernelSize), Activations.byName(activation));
  }
}
