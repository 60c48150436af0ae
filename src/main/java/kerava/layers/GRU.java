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
 * Gated recurrent unit: {@code z, r = s(x . kernel + h . recurrentKernel + bias)},
 * {@code g = a(x . kernel + r (h . recurrentKernel) + bias)}, {@code h = z h + (1 - z) g}, a the activation and s the recurrent one.
 * Weights: kernel (features, 3 units), recurrent_kernel (units, 3 units), bias (2, 3 units), one for each product; without
 * {@code resetAfter}, {@code r h} is multiplied by the kernel, and the bias is (3 units). {@code dropout} and {@code recurrentDropout}: the
 * shares of inputs and states that are 0 in training, in all steps the same. Inputs, outputs and the state h as {@link Recurrent} says.
 * Source: Cho et al., "Learning phrase representations using RNN encoder-decoder", 2014; Keras {@code layers/rnn/gru.py}.
 */
public record GRU(int units, ActivationFunction activation, ActivationFunction recurrentActivation, boolean useBias,
    Initializer kernelInitializer, Initializer recurrentInitializer, Initializer biasInitializer, boolean resetAfter,
    @Nullable Regularizer kernelRegularizer, @Nullable Regularizer recurrentRegularizer, @Nullable Regularizer biasRegularizer,
    @Nullable Constraint kernelConstraint, @Nullable Constraint recurrentConstraint, @Nullable Constraint biasConstraint, double dropout,
    double recurrentDropout, Seed seed, boolean returnSequences, boolean returnState, boolean goBackwards, boolean stateful, boolean unroll,
    boolean zeroOutputForMask, LayerOptions options) implements OwnCell, GRURule<GRU>, WithSteps<GRU>, Configured<GRU> {
  public GRU {
    UnitsRule.check("GRU", units, dropout, recurrentDropout, activation, recurrentActivation, kernelInitializer, recurrentInitializer,
        biasInitializer);
  }

  public GRU(int units) {
    this(units, Activations.TANH, Activations.SIGMOID, true, new GlorotUniform(), new Orthogonal(1, Seed.byDefault()), new Zeros(), true,
        null, null,
        null, null, null, null, 0, 0, Seed.drawn(), false, false, false, false, false, false, LayerOptions.of("GRU"));
  }

  @Override public String cellName() { return "gru_cell"; }
}
