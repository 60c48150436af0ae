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

/** One step of a {@link LSTM}, with its settings and weights, in an {@link RNN}. Source: Keras {@code layers/rnn/lstm.py}. */
public record LSTMCell(int units, ActivationFunction activation, ActivationFunction recurrentActivation, boolean useBias,
    Initializer kernelInitializer, Initializer recurrentInitializer, Initializer biasInitializer, boolean unitForgetBias,
    @Nullable Regularizer kernelRegularizer, @Nullable Regularizer recurrentRegularizer, @Nullable Regularizer biasRegularizer,
    @Nullable Constraint kernelConstraint, @Nullable Constraint recurrentConstraint, @Nullable Constraint biasConstraint, double dropout,
    double recurrentDropout, Seed seed, LayerOptions options) implements CellLayer, CellDropout, LSTMRule<LSTMCell>, Configured<LSTMCell> {
  public LSTMCell {
    UnitsRule.check("LSTMCell", units, dropout, recurrentDropout, activation, recurrentActivation, kernelInitializer, recurrentInitializer,
        biasInitializer);
  }

  public LSTMCell(int units) {
    this(units, Activations.TANH, Activations.SIGMOID, true, new GlorotUniform(), new Orthogonal(1, Seed.byDefault()), new Zeros(), true,
        null, null,
        null, null, null, null, 0, 0, Seed.drawn(), LayerOptions.of("LSTMCell"));
  }
}
