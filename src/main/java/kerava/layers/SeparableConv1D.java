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
 * {@code y = activation((x * depthwise kernel) * pointwise kernel + bias)}: of each window of a sequence {@code depthMultiplier} values of
 * each channel, of these then {@code filters} values. Shapes: x (batch, steps, in), depthwise kernel (size, in, depthMultiplier), pointwise
 * kernel (1, in * depthMultiplier, filters), bias (filters), y (batch, windows, filters); of channels first likewise. Strides or dilation
 * rates of more than 1, not both. Source: Keras {@code layers/convolutional/separable_conv1d.py}.
 */
public record SeparableConv1D(int filters, Length kernelSize, Length strides, Padding padding, DataFormat dataFormat, Length dilationRate,
    int depthMultiplier, ActivationFunction activation, boolean useBias, Initializer depthwiseInitializer, Initializer pointwiseInitializer,
    Initializer biasInitializer, @Nullable Regularizer depthwiseRegularizer, @Nullable Regularizer pointwiseRegularizer,
    @Nullable Regularizer biasRegularizer, @Nullable Constraint depthwiseConstraint, @Nullable Constraint pointwiseConstraint,
    @Nullable Constraint biasConstraint,
    LayerOptions options) implements SeparableConv<SeparableConv1D>, WithWindows1D<SeparableConv1D>, Configured<SeparableConv1D>, WithBias<SeparableConv1D> {

  public SeparableConv1D {
    SeparableConv.check("SeparableConv1D", filters, depthMultiplier, depthwiseInitializer, pointwiseInitializer);
    Convolution.check("SeparableConv1D", kernelSize, strides, dilationRate, padding, dataFormat, activation, biasInitializer);
    padding.check("SeparableConv1D", false);
  }

  public SeparableConv1D(int filters, Length kernelSize) {
    this(filters, kernelSize, new Length(1), Padding.VALID, DataFormat.CHANNELS_LAST, new Length(1), 1, Activations.LINEAR, true,
        new GlorotUniform(), new GlorotUniform(), new Zeros(), null, null, null, null, null, null, LayerOptions.of("SeparableConv1D"));
  }

  public SeparableConv1D(int filters, int kernelSize) { this(filters, new Length(kernelSize)); }

  public SeparableConv1D withDilationRate(int dilationRate) { return Settings.with(this, "dilationRate", new Length(dilationRate)); }
}
