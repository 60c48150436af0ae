package kerava.layers;

import kerava.activations.ActivationFunction;
import kerava.activations.Activations;
import kerava.config.Settings;
import kerava.constraints.Constraint;
import kerava.initializers.GlorotUniform;
import kerava.initializers.Initializer;
import kerava.initializers.Orthogonal;
import kerava.initializers.Zeros;
import kerava.random.Seed;
import kerava.regularizers.Regularizer;
import org.jspecify.annotations.Nullable;

/**
 * An {@link LSTM} whose products are convolutions along volumes: {@code i, f, g, o = x * kernel + bias + h * recurrentKernel},
 * {@code c = s(f) c + s(i) a(g)}, {@code h = s(o) a(c)}, a the activation and s the recurrent one. Shapes: x (batch, steps, depth, height,
 * width, in), states h and c (batch, windows along each axis, filters), outputs h, (batch, windows along each axis, filters) after the last
 * step or (batch, steps, windows along each axis, filters); of channels first, x (batch, steps, in, depth, height, width) and the others
 * likewise. The windows are those of {@link Conv3D} for {@code strides}, {@code padding} and {@code dilationRate}, of which strides or
 * dilation rates may be more than 1, not both; the convolution of h has the padding same and none of these. Weights: kernel (depth, height,
 * width, in, 4 filters), recurrent_kernel (depth, height, width, filters, 4 filters), bias (4 filters). {@code unitForgetBias}: the bias of
 * f begins with ones. {@code dropout} and {@code recurrentDropout}: the shares of inputs and states that are 0 in training, in all steps
 * the same, for each of the four products others. The sizes of a step must be known. Source: Shi et al., "Convolutional LSTM network",
 * 2015; Keras {@code layers/rnn/conv_lstm3d.py}.
 */
public record ConvLSTM3D(int filters, Triple kernelSize, Triple strides, Padding padding, DataFormat dataFormat, Triple dilationRate,
    ActivationFunction activation, ActivationFunction recurrentActivation, boolean useBias, Initializer kernelInitializer,
    Initializer recurrentInitializer, Initializer biasInitializer, boolean unitForgetBias, @Nullable Regularizer kernelRegularizer,
    @Nullable Regularizer recurrentRegularizer, @Nullable Regularizer biasRegularizer, @Nullable Constraint kernelConstraint,
    @Nullable Constraint recurrentConstraint, @Nullable Constraint biasConstraint, double dropout, double recurrentDropout, Seed seed,
    boolean returnSequences, boolean returnState, boolean goBackwards, boolean stateful, boolean unroll, boolean zeroOutputForMask,
    LayerOptions options) implements ConvLSTMRule<ConvLSTM3D>, WithWindows3D<ConvLSTM3D>, Configured<ConvLSTM3D> {
  public ConvLSTM3D {
    ConvLSTMRule.check("ConvLSTM3D", filters, kernelSize, strides, padding, dataFormat, dilationRate);
    CellRule.check("ConvLSTM3D", dropout, recurrentDropout, activation, recurrentActivation, kernelInitializer, recurrentInitializer,
        biasInitializer);
  }

  public ConvLSTM3D(int filters, Triple kernelSize) {
    this(filters, kernelSize, new Triple(1), Padding.VALID, DataFormat.CHANNELS_LAST, new Triple(1), Activations.TANH, Activations.SIGMOID,
        true,
        new GlorotUniform(), new Orthogonal(1, Seed.byDefault()), new Zeros(), true, null, null, null, null, null, null, 0, 0, Seed.drawn(),
        false, false, false, false, false, false, LayerOptions.of("ConvLSTM3D"));
  }

  /** Of cubic kernels. */
  public ConvLSTM3D(int filters, int kernelSize) { this(filters, new Triple(kernelSize)); }

  public ConvLSTM3D withDilationRate(Triple dilationRate) { return Settings.with(this, "dilationRate", dilationRate); }
}
