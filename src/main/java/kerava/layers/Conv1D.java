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
 * {@code y = activation(x * kernel + bias)}, the product of the kernel with each window of a sequence; with {@link Padding#CAUSAL} no
 * window sees steps after its own. Shapes: x (batch, steps, in), kernel (size, in, filters), bias (filters), y (batch, windows, filters);
 * of channels first, x (batch, in, steps) and y likewise. Strides or a dilation rate of more than 1, not both. In groups, the kernel takes
 * in / groups channels. Source: Keras {@code layers/convolutional/conv1d.py}.
 */
public record Conv1D(int filters, Length kernelSize, Length strides, Padding padding, DataFormat dataFormat, Length dilationRate,
    int groups, ActivationFunction activation, boolean useBias, Initializer kernelInitializer, Initializer biasInitializer,
    @Nullable Regularizer kernelRegularizer, @Nullable Regularizer biasRegularizer, @Nullable Constraint kernelConstraint,
    @Nullable Constraint biasConstraint,
    LayerOptions options) implements GroupedConv<Conv1D>, WithWindows1D<Conv1D>, Configured<Conv1D>, WithKernel<Conv1D>, WithBias<Conv1D> {

  public Conv1D {
    GroupedConv.check("Conv1D", filters, groups, kernelInitializer);
    Convolution.check("Conv1D", kernelSize, strides, dilationRate, padding, dataFormat, activation, biasInitializer);
  }

  public Conv1D(int filters, Length kernelSize) { this(filters, kernelSize, Activations.LINEAR); }

  public Conv1D(int filters, Length kernelSize, ActivationFunction activation) {
    this(filters, kernelSize, new Length(1), Padding.VALID, DataFormat.CHANNELS_LAST, new Length(1), 1, activation, true,
        new GlorotUniform(),
        new Zeros(), null, null, null, null, LayerOptions.of("Conv1D"));
  }

  public Conv1D(int filters, int kernelSize) { this(filters, new Length(kernelSize)); }

  /** {@code activation} by Keras's name: {@code "relu"}. */
  public Conv1D(int filters, int kernelSize, String activation) {
    this(filters, new Length(kernelSize), Activations.byName(activation));
  }

  public Conv1D withDilationRate(int dilationRate) { return Settings.with(this, "dilationRate", new Length(dilationRate)); }

  @Override public Tensor convolved(Tensor x, Tensor kernel) {
    boolean causal = padding == Padding.CAUSAL;
    return Convolutions.conv(causal ? delayed(x) : x, kernel, strides.toArray(), (causal ? Padding.VALID : padding).toString(),
        dataFormat.channelsLast(), dilationRate.steps());
  }

  private Tensor delayed(Tensor x) {
    return Images.padded(x, dataFormat, new int[] {dilationRate.steps() * (kernelSize.steps() - 1), 0});
  }
}
