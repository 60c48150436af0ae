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
 * An {@link LSTM} whose products are convolutions along a sequence of places: {@code i, f, g, o = x * kernel + bias + h * recurrentKernel},
 * {@code c = s(f) c + s(i) a(g)}, {@code h = s(o) a(c)}, a the activation and s the recurrent one. Shapes: x (batch, steps, places, in),
 * states h and c (batch, windows, filters), outputs h, (batch, windows, filters) after the last step or (batch, steps, windows, filters);
 * of channels first, x (batch, steps, in, places) and the others likewise. The windows are those of {@link Conv1D} for {@code strides},
 * {@code padding} and {@code dilationRate}, of which strides or dilation rates may be more than 1, not both; the convolution of h has the
 * padding same and none of these. Weights: kernel (size, in, 4 filters), recurrent_kernel (size, filters, 4 filters), bias (4 filters).
 * {@code unitForgetBias}: the bias of f begins with ones. {@code dropout} and {@code recurrentDropout}: the shares of inputs and states
 * that are 0 in training, in all steps the same, for each of the four products others. The sizes of a step must be known. Source: Shi et
 * al., "Convolutional LSTM network", 2015; Keras {@code layers/rnn/conv_lstm1d.py}.
 */
public record ConvLSTM1D(int filters, Length kernelSize, Length strides, Padding padding, DataFormat dataFormat, Length dilationRate,
    ActivationFunction activation, ActivationFunction recurrentActivation, boolean useBias, Initializer kernelInitializer,
    Initializer recurrentInitializer, Initializer biasInitializer, boolean unitForgetBias, @Nullable Regularizer kernelRegularizer,
    @Nullable Regularizer recurrentRegularizer, @Nullable Regularizer biasRegularizer, @Nullable Constraint kernelConstraint,
    @Nullable Constraint recurrentConstraint, @Nullable Constraint biasConstraint, double dropout, double recurrentDropout, Seed seed,
    boolean returnSequences, boolean returnState, boolean goBackwards, boolean stateful, boolean unroll, boolean zeroOutputForMask,
    LayerOptions options) implements ConvLSTMRule<ConvLSTM1D>, WithWindows1D<ConvLSTM1D>, Configured<ConvLSTM1D> {
  public ConvLSTM1D {
    ConvLSTMRule.check("ConvLSTM1D", filters, kernelSize, strides, padding, dataFormat, dilationRate);
    CellRule.check("ConvLSTM1D", dropout, recurrentDropout, activation, recurrentActivation, kernelInitializer, recurrentInitializer,
        biasInitializer);
  }

  public ConvLSTM1D(int filters, Length kernelSize) {
    this(filters, kernelSize, new Length(1), Padding.VALID, DataFormat.CHANNELS_LAST, new Length(1), Activations.TANH, Activations.SIGMOID,
        true,
        new GlorotUniform(), new Orthogonal(1, Seed.byDefault()), new Zeros(), true, null, null, null, null, null, null, 0, 0, Seed.drawn(),
        false, false, false, false, false, false, LayerOptions.of("ConvLSTM1D"));
  }

  public ConvLSTM1D(int filters, int kernelSize) { this(filters, new Length(kernelSize)); }

  public ConvLSTM1D withDilationRate(int dilationRate) { return Settings.with(this, "dilationRate", new Length(dilationRate)); }
}
