package kerava.layers;

import java.util.List;
import kerava.initializers.GlorotUniform;
import kerava.initializers.Initializer;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.tensor.Shape;

/**
 * Attention by {@code scores = sum(scale tanh(query + key))}. Weight: scale (size) if {@code useScale}. Inputs and outputs as
 * {@link DenseAttention} says. Source: Bahdanau et al., "Neural machine translation by jointly learning to align and translate", 2015;
 * Keras {@code layers/attention/additive_attention.py}.
 *
 * @param seed of dropout, the share of the softmax that becomes 0 in training
 */
public record AdditiveAttention(boolean useScale, double dropout, Seed seed, boolean returnAttentionScores, boolean useCausalMask,
    LayerOptions options) implements DenseAttention<AdditiveAttention>, Configured<AdditiveAttention> {
  private static final String SCALE = "scale";

  public AdditiveAttention {
    Dropout.checkRate("AdditiveAttention", dropout);
    options = (options == null ? LayerOptions.of("AdditiveAttention") : options).remembering(new GlorotUniform());
  }

  public AdditiveAttention() { this(true, 0, Seed.drawn(), false, false, LayerOptions.of("AdditiveAttention")); }

  @Override public List<Initializer> ownInitializers() { return useScale ? List.of((Initializer) options.memory()) : List.of(); }

  @Override public List<Weight> weights(List<Shape> inputs) {
    Sizes.known(this, inputs.get(0), -1);
    return useScale ? List.of(new Weight(SCALE, Shape.of(inputs.get(0).last()), ownInitializers().get(0), true)) : List.of();
  }

  @Override public Tensor scores(Call c, Tensor query, Tensor key) {
    Tensor tangents = query.expandDims(-2).plus(key.expandDims(-3)).tanh();
    return (useScale ? c.weight(SCALE).multiply(tangents) : tangents.timesOne("mul")).sumOver(false, -1);
  }
}
