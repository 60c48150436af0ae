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
 * {@code h = activation(x . kernel + bias + h . recurrentKernel)}. Weights: kernel (features, units), recurrent_kernel (units, units), bias
 * (units). {@code dropout} and {@code recurrentDropout}: the shares of inputs and states that are 0 in training, in all steps the same.
 * Inputs, outputs and the state h as {@link Recurrent} says. Source: Keras {@code layers/rnn/simple_rnn.py}.
 */
public record SimpleRNN(int units, ActivationFunction activation, boolean useBias, Initializer kernelInitializer,
    Initializer recurrentInitializer, Initializer biasInitializer, @Nullable Regularizer kernelRegularizer,
    @Nullable Regularizer recurrentRegularizer, @Nullable Regularizer biasRegularizer, @Nullable Constraint kernelConstraint,
    @Nullable Constraint recurrentConstraint, @Nullable Constraint biasConstraint, double dropout, double recurrentDropout, Seed seed,
    boolean returnSequences, boolean returnState, boolean goBackwards, boolean stateful, boolean unroll, boolean zeroOutputForMask,
    LayerOptions options) implements OwnCell, SimpleRNNRule<SimpleRNN>, WithSteps<SimpleRNN>, Configured<SimpleRNN> {
  public SimpleRNN {
    UnitsRule.check("SimpleRNN", units, dropout, recurrentDropout, activation, kernelInitializer, recurrentInitializer,
        biasInitializer);
  }

  public SimpleRNN(int units) {
    this(units, Activations.TANH, true, new GlorotUniform(), new Orthogonal(1, Seed.byDefault()), new Zeros(), null, null,
        null, null, null, null, 0, 0, Seed.drawn(), false, false, false, false, false, false, LayerOptions.of("SimpleRNN"));
  }

  @Override public boolean beginsWithGenerators() { return true; }

  @Override public String cellName() { return "simple_rnn_cell"; }
}
