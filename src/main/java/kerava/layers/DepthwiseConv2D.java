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
 * of an image. Shapes: x (batch, height, width, in), kernel (height, width, in, depthMultiplier), bias (in * depthMultiplier), y (batch,
 * windows down, windows across, in * depthMultiplier); of channels first likewise. Strides, the same along both axes, or dilation rates of
 * more than 1, not both. Source: Keras {@code layers/convolutional/base_depthwise_conv.py}.
 */
public record DepthwiseConv2D(Pair kernelSize, Pair strides, Padding padding, int depthMultiplier, DataFormat dataFormat, Pair dilationRate,
    ActivationFunction activation, boolean useBias, Initializer depthwiseInitializer, Initializer biasInitializer,
    @Nullable Regularizer depthwiseRegularizer, @Nullable Regularizer biasRegularizer, @Nullable Constraint depthwiseConstraint,
    @Nullable Constraint biasConstraint,
    LayerOptions options) implements DepthwiseConv<DepthwiseConv2D>, WithWindows<DepthwiseConv2D>, Configured<DepthwiseConv2D>, WithBias<DepthwiseConv2D> {

  public DepthwiseConv2D {
    DepthwiseConv.check("DepthwiseConv2D", depthMultiplier, depthwiseInitializer);
    Convolution.check("DepthwiseConv2D", kernelSize, strides, dilationRate, padding, dataFormat, activation, biasInitializer);
    DepthwiseConv.check("DepthwiseConv2D", strides);
  }

  public DepthwiseConv2D(Pair kernelSize) {
    this(kernelSize, new Pair(1), Padding.VALID, 1, DataFormat.CHANNELS_LAST, new Pair(1), Activations.LINEAR, true, new GlorotUniform(),
        new Zeros(), null, null, null, null, LayerOptions.of("DepthwiseConv2D"));
  }

  /** Of square kernels. */
  public DepthwiseConv2D(int kernelSize) { this(new Pair(kernelSize)); }

  public DepthwiseConv2D withDilationRate(Pair dilationRate) { return Settings.with(this, "dilationRate", dilationRate); }
}
