package kerava.layers;

import java.util.List;
import kerava.activations.Activations;
import kerava.initializers.GlorotUniform;
import kerava.initializers.Initializer;
import kerava.initializers.Orthogonal;
import kerava.initializers.Zeros;
import kerava.ops.Tensor;
import kerava.random.Seed;

/**
 * {@code h = activation(x . kernel + bias + h . recurrentKernel)}. Weights: kernel (features, units), recurrent_kernel (units, units), bias (units). Inputs,
 * outputs and the state h as {@link Recurrent} says. Source: Keras {@code layers/rnn/simple_rnn.py}.
 */
public record SimpleRNN(int units, Activations activation, boolean useBias, Initializer kernelInitializer, Initializer recurrentInitializer,
    Initializer biasInitializer, Seed seed, boolean returnSequences, boolean returnState, boolean goBackwards, boolean unroll,
    boolean zeroOutputForMask, LayerOptions options) implements Recurrent, WithSteps<SimpleRNN>, Configured<SimpleRNN> {

  public SimpleRNN {
    Recurrent.check("SimpleRNN", units, activation, kernelInitializer, recurrentInitializer, biasInitializer);
  }

  public SimpleRNN(int units) {
    this(units, Activations.TANH, true, new GlorotUniform(), new Orthogonal(1, Seed.byDefault()), new Zeros(), Seed.drawn(), false, false,
        false, false, false, LayerOptions.of("SimpleRNN"));
  }

  @Override public boolean beginsWithGenerators() { return true; }

  @Override public int states() { return 1; }

  @Override public String cell() { return "simple_rnn_cell"; }

  @Override public int gates() { return 1; }

  @Override public List<Tensor> step(CellWeights weights, Tensor x, List<Tensor> states) {
    Tensor product = x.matmul(weights.kernel()), given = useBias ? product.add(weights.bias()) : product;
    return List.of(activation.call(given.plus(states.get(0).matmul(weights.recurrentKernel()))));
  }
}
