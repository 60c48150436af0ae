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
 * {@code y = activation((x * depthwise kernel) * pointwise kernel + bias)}: of each window of a image {@code depthMultiplier} values of
 * each channel, of these then {@code filters} values. Shapes: x (batch, height, width, in), depthwise kernel (height, width, in,
 * depthMultiplier), pointwise kernel (1, 1, in * depthMultiplier, filters), bias (filters), y (batch, windows down, windows across,
 * filters); of channels first likewise. Strides, the same along both axes, or dilation rates of more than 1, not both. Source: Keras
 * {@code layers/convolutional/separable_conv2d.py}.
 */
public record SeparableConv2D(int filters, Pair kernelSize, Pair strides, Padding padding, DataFormat dataFormat, Pair dilationRate,
    int depthMultiplier, ActivationFunction activation, boolean useBias, Initializer depthwiseInitializer, Initializer pointwiseInitializer,
    Initializer biasInitializer, @Nullable Regularizer depthwiseRegularizer, @Nullable Regularizer pointwiseRegularizer,
    @Nullable Regularizer biasRegularizer, @Nullable Constraint depthwiseConstraint, @Nullable Constraint pointwiseConstraint,
    @Nullable Constraint biasConstraint,
    LayerOptions options) implements SeparableConv<SeparableConv2D>, WithWindows<SeparableConv2D>, Configured<SeparableConv2D>, WithBias<SeparableConv2D> {

  public SeparableConv2D {
    SeparableConv.check("SeparableConv2D", filters, depthMultiplier, depthwiseInitializer, pointwiseInitializer);
    Convolution.check("SeparableConv2D", kernelSize, strides, dilationRate, padding, dataFormat, activation, biasInitializer);
    DepthwiseConv.check("SeparableConv2D", strides);
  }

  public SeparableConv2D(int filters, Pair kernelSize) {
    this(filters, kernelSize, new Pair(1), Padding.VALID, DataFormat.CHANNELS_LAST, new Pair(1), 1, Activations.LINEAR, true,
        new GlorotUniform(), new GlorotUniform(), new Zeros(), null, null, null, null, null, null, LayerOptions.of("SeparableConv2D"));
  }

  /** Of square kernels. */
  public SeparableConv2D(int filters, int kernelSize) { this(filters, new Pair(kernelSize)); }

  public SeparableConv2D withDilationRate(Pair dilationRate) { return Settings.with(this, "dilationRate", dilationRate); }
}
