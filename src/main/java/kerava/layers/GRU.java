package kerava.layers;

import java.util.Collections;
import java.util.List;
import kerava.activations.Activations;
import kerava.config.Settings;
import kerava.initializers.GlorotUniform;
import kerava.initializers.Initializer;
import kerava.initializers.Orthogonal;
import kerava.initializers.Zeros;
import kerava.ops.Slice;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.tensor.Shape;

/**
 * Gated recurrent unit: {@code z, r = s(x . kernel + h . recurrentKernel + bias)}, {@code g = a(x . kernel + r (h . recurrentKernel) + bias)},
 * {@code h = z h + (1 - z) g}, a the activation and s the recurrent one. Weights: kernel (features, 3 units), recurrent_kernel (units, 3 units), bias
 * (2, 3 units), one for each product; without {@code resetAfter}, {@code r h} is multiplied by the kernel, and the bias is (3 units). Inputs, outputs and the
 * state h as {@link Recurrent} says. Source: Cho et al., "Learning phrase representations using RNN encoder-decoder", 2014; Keras
 * {@code layers/rnn/gru.py}.
 */
public record GRU(int units, Activations activation, Activations recurrentActivation, boolean useBias, Initializer kernelInitializer,
    Initializer recurrentInitializer, Initializer biasInitializer, boolean resetAfter, Seed seed, boolean returnSequences,
    boolean returnState, boolean goBackwards, boolean unroll, boolean zeroOutputForMask,
    LayerOptions options) implements Recurrent, WithSteps<GRU>, Configured<GRU> {

  public GRU {
    Recurrent.check("GRU", units, activation, recurrentActivation, kernelInitializer, recurrentInitializer, biasInitializer);
  }

  public GRU(int units) {
    this(units, Activations.TANH, Activations.SIGMOID, true, new GlorotUniform(), new Orthogonal(1, Seed.byDefault()), new Zeros(), true,
        Seed.drawn(), false, false, false, false, false, LayerOptions.of("GRU"));
  }

  public GRU withRecurrentActivation(Activations recurrentActivation) {
    return Settings.with(this, "recurrentActivation", recurrentActivation);
  }

  public GRU withResetAfter(boolean resetAfter) { return Settings.with(this, "resetAfter", resetAfter); }

  @Override public int states() { return 1; }

  @Override public String cell() { return "gru_cell"; }

  @Override public int gates() { return 3; }

  @Override public Shape biasShape() { return resetAfter ? Shape.of(2, 3 * units) : Shape.of(3 * units); }

  @Override public List<Tensor> step(CellWeights weights, Tensor x, List<Tensor> states) {
    Tensor h = states.get(0);
    List<Tensor> biases = biases(weights.bias());
    Tensor product = x.matmul(weights.kernel()), given = useBias ? product.add(biases.get(0)) : product;
    List<Tensor> ofX = given.split(3, -1);
    Tensor kernel = weights.recurrentKernel();
    Tensor ofH = h.matmul(resetAfter ? kernel : kernel.slice(Slice.all(), Slice.to(2 * units)));
    if (resetAfter && useBias) ofH = ofH.plus(biases.get(1));
    Tensor update = gate(ofH, 0), reset = gate(ofH, 1), last = gate(ofH, 2);
    Tensor z = recurrentActivation.call(ofX.get(0).plus(update)), r = recurrentActivation.call(ofX.get(1).plus(reset));
    last = resetAfter ? r.times(last) : r.times(h).matmul(weights.reread().get().slice(Slice.all(), Slice.from(2 * units)));
    Tensor candidate = activation.call(ofX.get(2).plus(last)), kept = z.times(h);
    return List.of(kept.plus(z.subtractedFrom(1).times(candidate)));
  }

  private Tensor gate(Tensor gates, int index) {
    return gates.slice(Slice.all(), Slice.range(index * units, (index + 1) * units));
  }

  /** That of the product with x, and that of the product with h if it has one. */
  private List<Tensor> biases(Tensor bias) {
    if (!useBias || !resetAfter) return Collections.singletonList(bias);
    return bias.split(2, 0).stream().map(each -> each.squeeze(0)).toList();
  }
}
