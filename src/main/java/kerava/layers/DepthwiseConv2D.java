package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

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

/**
 * {@code y = activation(x * kernel + bias)}, of each channel by itself the product of its {@code depthMultiplier} kernels with each window of an image. Shapes: x
 * (batch, height, width, in), kernel (height, width, in, depthMultiplier), bias (in * depthMultiplier), y (batch, windows down, windows across, in * depthMultiplier); of
 * channels first likewise. Strides, the same along both axes, or dilation rates of more than 1, not both. Source: Keras {@code layers/convolutional/base_depthwise_conv.py}.
 */
public record DepthwiseConv2D(Pair kernelSize, Pair strides, Padding padding, int depthMultiplier, DataFormat dataFormat, Pair dilationRate,
    ActivationFunction activation, boolean useBias, Initializer depthwiseInitializer, Initializer biasInitializer,
    Regularizer depthwiseRegularizer, Regularizer biasRegularizer, Constraint depthwiseConstraint, Constraint biasConstraint,
    LayerOptions options) implements Convolution, WithWindows<DepthwiseConv2D>, Configured<DepthwiseConv2D>, WithBias<DepthwiseConv2D> {

  public DepthwiseConv2D {
    require(depthMultiplier >= 1, "DepthwiseConv2D: depthMultiplier must be at least 1, got %d; give the number of outputs of each channel",
        depthMultiplier);
    require(depthwiseInitializer != null, inJava("take new Zeros(), for example"), "DepthwiseConv2D: an initializer must not be null");
    Convolution.check("DepthwiseConv2D", kernelSize, strides, dilationRate, padding, dataFormat, activation, biasInitializer);
    require(strides.height() == strides.width(), "DepthwiseConv2D: TensorFlow takes the same stride along both axes alone, got %s",
        strides);
  }

  public DepthwiseConv2D(Pair kernelSize) {
    this(kernelSize, new Pair(1), Padding.VALID, 1, DataFormat.CHANNELS_LAST, new Pair(1), Activations.LINEAR, true, new GlorotUniform(),
        new Zeros(), null, null, null, null, LayerOptions.of("DepthwiseConv2D"));
  }

  /** Of square kernels. */
  public DepthwiseConv2D(int kernelSize) { this(new Pair(kernelSize)); }

  public DepthwiseConv2D withDepthMultiplier(int depthMultiplier) { return Settings.with(this, "depthMultiplier", depthMultiplier); }

  public DepthwiseConv2D withDilationRate(Pair dilationRate) { return Settings.with(this, "dilationRate", dilationRate); }

  public DepthwiseConv2D withActivation(ActivationFunction activation) { return Settings.with(this, "activation", activation); }

  public DepthwiseConv2D withDepthwiseInitializer(Initializer initializer) {
    return Settings.with(this, "depthwiseInitializer", initializer);
  }

  /** What the kernel adds to the loss; null: nothing. */
  public DepthwiseConv2D withDepthwiseRegularizer(Regularizer regularizer) {
    return Settings.with(this, "depthwiseRegularizer", regularizer);
  }

  /** The rule that the kernel keeps after each step; null: none. */
  public DepthwiseConv2D withDepthwiseConstraint(Constraint constraint) { return Settings.with(this, "depthwiseConstraint", constraint); }

  @Override public int values(int channels) { return Math.multiplyExact(channels, depthMultiplier); }

  @Override public Weight kernel(int channels) {
    return new Weight("kernel", kernelShape(channels, depthMultiplier), depthwiseInitializer, true).with(depthwiseRegularizer,
        depthwiseConstraint);
  }

  @Override public Tensor convolved(Tensor x, Tensor kernel) {
    return Convolutions.depthwiseConv2d(x, kernel, strides.toArray(), padding.toString(), dataFormat.channelsLast(),
        dilationRate.toArray());
  }
}
