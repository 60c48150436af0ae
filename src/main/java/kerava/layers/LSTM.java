package kerava.layers;

import kerava.activations.ActivationFunction;
import kerava.activations.Activations;
import kerava.constraints.Constraint;
import kerava.initializers.GlorotUniform;
import kerava.initializers.Initializer;
import kerava.initializers.Orthogonal;
import kerava.initializers.Zeros;
import kerava.random.Seed;
import kerava.regularizers.Regularizer;
import org.jspecify.annotations.Nullable;

/**
 * Long short-term memory: {@code i, f, g, o = x . kernel + h . recurrentKernel + bias}, {@code c = s(f) c + s(i) a(g)},
 * {@code h = s(o) a(c)}, a the activation and s the recurrent one. Weights: kernel (features, 4 units), recurrent_kernel (units, 4 units),
 * bias (4 units). {@code unitForgetBias}: the bias of f begins with ones. {@code dropout} and {@code recurrentDropout}: the shares of
 * inputs and states that are 0 in training, in all steps the same. Inputs, outputs and states (h, c) as {@link Recurrent} says. Source:
 * Hochreiter and Schmidhuber, "Long short-term memory", 1997; Keras {@code layers/rnn/lstm.py}.
 */
public record LSTM(int units, ActivationFunction activation, ActivationFunction recurrentActivation, boolean useBias,
    Initializer kernelInitializer, Initializer recurrentInitializer, Initializer biasInitializer, boolean unitForgetBias,
    @Nullable Regularizer kernelRegularizer, @Nullable Regularizer recurrentRegularizer, @Nullable Regularizer biasRegularizer,
    @Nullable Constraint kernelConstraint, @Nullable Constraint recurrentConstraint, @Nullable Constraint biasConstraint, double dropout,
    double recurrentDropout, Seed seed, boolean returnSequences, boolean returnState, boolean goBackwards, boolean stateful, boolean unroll,
    boolean zeroOutputForMask, LayerOptions options) implements OwnCell, LSTMRule<LSTM>, WithSteps<LSTM>, Configured<LSTM> {
  public LSTM {
    UnitsRule.check("LSTM", units, dropout, recurrentDropout, activation, recurrentActivation, kernelInitializer, recurrentInitializer,
        biasInitializer);
  }

  public LSTM(int units) {
    this(units, Activations.TANH, Activations.SIGMOID, true, new GlorotUniform(), new Orthogonal(1, Seed.byDefault()), new Zeros(), true,
        null, null,
        null, null, null, null, 0, 0, Seed.drawn(), false, false, false, false, false, false, LayerOptions.of("LSTM"));
  }

  @Override public String cellName() { return "lstm_cell"; }
}
