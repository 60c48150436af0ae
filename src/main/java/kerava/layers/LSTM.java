package kerava.layers;

import java.util.List;
import kerava.activations.Activations;
import kerava.config.Settings;
import kerava.initializers.GlorotUniform;
import kerava.initializers.Initializer;
import kerava.initializers.Orthogonal;
import kerava.initializers.Zeros;
import kerava.ops.Tensor;
import kerava.random.Seed;

/**
 * Long short-term memory: {@code i, f, g, o = x . kernel + h . recurrentKernel + bias}, {@code c = s(f) c + s(i) a(g)}, {@code h = s(o) a(c)}, a the
 * activation and s the recurrent one. Weights: kernel (features, 4 units), recurrent_kernel (units, 4 units), bias (4 units). {@code unitForgetBias}: the bias of f
 * begins with ones. Inputs, outputs and states (h, c) as {@link Recurrent} says. Source: Hochreiter and Schmidhuber, "Long short-term memory", 1997; Keras
 * {@code layers/rnn/lstm.py}.
 */
public record LSTM(int units, Activations activation, Activations recurrentActivation, boolean useBias, Initializer kernelInitializer,
    Initializer recurrentInitializer, Initializer biasInitializer, boolean unitForgetBias, Seed seed, boolean returnSequences,
    boolean returnState, boolean goBackwards, boolean unroll, boolean zeroOutputForMask,
    LayerOptions options) implements Recurrent, WithSteps<LSTM>, Configured<LSTM> {

  public LSTM {
    Recurrent.check("LSTM", units, activation, recurrentActivation, kernelInitializer, recurrentInitializer, biasInitializer);
  }

  public LSTM(int units) {
    this(units, Activations.TANH, Activations.SIGMOID, true, new GlorotUniform(), new Orthogonal(1, Seed.byDefault()), new Zeros(), true,
        Seed.drawn(), false, false, false, false, false, LayerOptions.of("LSTM"));
  }

  public LSTM withRecurrentActivation(Activations recurrentActivation) {
    return Settings.with(this, "recurrentActivation", recurrentActivation);
  }

  public LSTM withUnitForgetBias(boolean unitForgetBias) { return Settings.with(this, "unitForgetBias", unitForgetBias); }

  @Override public int states() { return 2; }

  @Override public String cell() { return "lstm_cell"; }

  @Override public int gates() { return 4; }

  @Override public Initializer firstBias() { return unitForgetBias ? new ForgetBias(biasInitializer) : biasInitializer; }

  @Override public List<Tensor> step(CellWeights weights, Tensor x, List<Tensor> states) {
    Tensor product = x.matmul(weights.kernel()), z = product.add(states.get(0).matmul(weights.recurrentKernel()));
    List<Tensor> gates = (useBias ? z.add(weights.bias()) : z).split(4, 1);
    Tensor in = recurrentActivation.call(gates.get(0)), forget = recurrentActivation.call(gates.get(1));
    Tensor kept = forget.times(states.get(1)), c = kept.plus(in.times(activation.call(gates.get(2))));
    Tensor out = recurrentActivation.call(gates.get(3));
    return List.of(out.times(activation.call(c)), c);
  }
}
