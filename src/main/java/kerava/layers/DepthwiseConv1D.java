package kerava.layers;

import kerava.activations.ActivationFunction;
import kerava.activations.Activations;
import kerava.config.Settings;
import kerava.constraints.Constraint;
import kerava.initializers.GlorotUniform;
import kerava.initializers.Initializer;
import kerava.initializers.Zeros;
import kerava.regularizers.Regularizer;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = activation(x * kernel + bias)}, of each channel by itself the product of its {@code depthMultiplier} kernels with each window
 * of a sequence. Shapes: x (batch, steps, in), kernel (size, in, depthMultiplier), bias (in * depthMultiplier), y (batch, windows, in *
 * depthMultiplier); of channels first likewise. Strides or a dilation rate of more than 1, not both. Source: Keras
 * {@code layers/convolutional/depthwise_conv1d.py}.
 */
public record DepthwiseConv1D(Length kernelSize, Length strides, Padding padding, int depthMultiplier, DataFormat dataFormat,
    Length dilationRate, ActivationFunction activation, boolean useBias, Initializer depthwiseInitializer, Initializer biasInitializer,
    @Nullable Regularizer depthwiseRegularizer, @Nullable Regularizer biasRegularizer, @Nullable Constraint depthwiseConstraint,
    @Nullable Constraint biasConstraint,
    LayerOptions options) implements DepthwiseConv<DepthwiseConv1D>, WithWindows1D<DepthwiseConv1D>, Configured<DepthwiseConv1D>, WithBias<DepthwiseConv1D> {

  public DepthwiseConv1D {
    DepthwiseConv.check("DepthwiseConv1D", depthMultiplier, depthwiseInitializer);
    Convolution.check("DepthwiseConv1D", kernelSize, strides, dilationRate, padding, dataFormat, activation, biasInitializer);
    padding.check("DepthwiseConv1D", false);
  }

  public DepthwiseConv1D(Length kernelSize) {
    this(kernelSize, new Length(1), Padding.VALID, 1, DataFormat.CHANNELS_LAST, new Length(1), Activations.LINEAR, true,
        new GlorotUniform(), new Zeros(), null, null, null, null, LayerOptions.of("DepthwiseConv1D"));
  }

  public DepthwiseConv1D(int kernelSize) { this(new Length(kernelSize)); }

  public DepthwiseConv1D withDilationRate(int dilationRate) { return Settings.with(this, "dilationRate", new Length(dilationRate)); }
}
