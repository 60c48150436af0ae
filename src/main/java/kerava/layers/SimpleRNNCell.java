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

/** One step of a {@link SimpleRNN}, with its settings and weights, in an {@link RNN}. Source: Keras {@code layers/rnn/simple_rnn.py}. */
public record SimpleRNNCell(int units, ActivationFunction activation, boolean useBias, Initializer kernelInitializer,
    Initializer recurrentInitializer, Initializer biasInitializer, @Nullable Regularizer kernelRegularizer,
    @Nullable Regularizer recurrentRegularizer, @Nullable Regularizer biasRegularizer, @Nullable Constraint kernelConstraint,
    @Nullable Constraint recurrentConstraint, @Nullable Constraint biasConstraint, double dropout, double recurrentDropout, Seed seed,
    LayerOptions options) implements CellLayer, CellDropout, SimpleRNNRule<SimpleRNNCell>, Configured<SimpleRNNCell> {
  public SimpleRNNCell {
    UnitsRule.check("SimpleRNNCell", units, dropout, recurrentDropout, activation, kernelInitializer, recurrentInitializer,
        biasInitializer);
  }

  public SimpleRNNCell(int units) {
    this(units, Activations.TANH, true, new GlorotUniform(), new Orthogonal(1, Seed.byDefault()), new Zeros(), null, null,
        null, null, null, null, 0, 0, Seed.drawn(), LayerOptions.of("SimpleRNNCell"));
  }
  @Override public boolean beginsWithGenerators() { return true; }
}
