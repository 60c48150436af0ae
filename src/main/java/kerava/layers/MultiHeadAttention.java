package kerava.layers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.activations.Activations;
import kerava.config.Settings;
import kerava.constraints.Constraint;
import kerava.initializers.GlorotUniform;
import kerava.initializers.Initializer;
import kerava.initializers.Zeros;
import kerava.ops.Einsum;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.regularizers.Regularizer;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * {@code softmax(q k / sqrt(keyDim)) v} in {@code numHeads} heads, each of which projects query, key and value for itself, and one
 * projection of all heads. Inputs: query (batch, queries, features), value (batch, keys, features), and key like value, which is the value
 * where it is not given. Outputs: (batch, queries, outputShape), the query's features where outputShape is null, and, if
 * {@code returnAttentionScores}, the softmax, (batch, heads, queries, keys). {@code useCausalMask}: a query sees no key after its own
 * place. Places that masks leave out see nothing and are not seen. Source: Vaswani et al., "Attention is all you need", 2017; Keras
 * {@code layers/attention/multi_head_attention.py}.
 *
 * @param valueDim null: keyDim
 * @param slidingWindow a query sees keys less than so many places away; null: all
 * @param useGate what is attended to is multiplied by the sigmoid of one more projection of the query
 * @param seed of dropout, the share of weights of the softmax that become 0 in training
 */
public record MultiHeadAttention(int numHeads, int keyDim, @Nullable Integer valueDim, double dropout, boolean useBias,
    @Nullable Integer slidingWindow, boolean useGate, @Nullable Shape outputShape, Initializer kernelInitializer,
    Initializer biasInitializer, @Nullable Regularizer kernelRegularizer, @Nullable Regularizer biasRegularizer,
    @Nullable Constraint kernelConstraint, @Nullable Constraint biasConstraint, Seed seed, boolean returnAttentionScores,
    boolean useCausalMask,
    LayerOptions options) implements Heads<MultiHeadAttention>, WithHeads<MultiHeadAttention>, Configured<MultiHeadAttention> {
  private static final List<String> PARTS =
      List.of("query_dense", "key_dense", "_gate_dense", "value_dense", "_softmax", "_dropout_layer", "output_dense");

  public MultiHeadAttention {
    require(numHeads >= 1 && keyDim >= 1 && (valueDim == null || valueDim >= 1),
        "MultiHeadAttention: numHeads, keyDim and valueDim must be at least 1, got %d, %d and %s", numHeads, keyDim, valueDim);
    require(outputShape == null || outputShape.rank() >= 1 && outputShape.sizes().stream().allMatch(size -> size >= 1),
        "MultiHeadAttention: outputShape must have sizes of at least 1, got %s", outputShape);
    Heads.checkWindow("MultiHeadAttention", slidingWindow);
    valueDim = valueDim == null ? keyDim : valueDim;
    options = options == null ? LayerOptions.of("MultiHeadAttention") : options;
    ProjectionRules rules =
        new ProjectionRules("MultiHeadAttention", useBias, kernelInitializer, biasInitializer, kernelRegularizer, biasRegularizer,
            kernelConstraint, biasConstraint, options);
    Shape keys = Shape.of(numHeads, keyDim), values = Shape.of(numHeads, valueDim);
    options = options.remembering(Made.of(PARTS, rules.of("query", 1, keys, Activations.LINEAR),
        rules.of("key", 1, keys, Activations.LINEAR), useGate ? rules.of("gate", 1, values, Activations.SIGMOID) : null,
        rules.of("value", 1, values, Activations.LINEAR), rules.softmax(), rules.dropout(dropout, seed),
        rules.of("attention_output", 2, outputShape, Activations.LINEAR)));
  }

  public MultiHeadAttention(int numHeads, int keyDim) {
    this(numHeads, keyDim, null, 0, true, null, false, null, new GlorotUniform(), new Zeros(), null, null, null, null, Seed.drawn(), false,
        false, LayerOptions.of("MultiHeadAttention"));
  }

  public MultiHeadAttention withValueDim(int valueDim) { return Settings.with(this, "valueDim", valueDim); }

  public MultiHeadAttention withOutputShape(int... outputShape) { return Settings.with(this, "outputShape", Shape.of(outputShape)); }

  @Override public List<String> partNames() { return PARTS; }

  @Override public int heads() { return numHeads; }

  @Override public int keySize() { return keyDim; }

  @Override public int valueSize() { return valueDim; }

  @Override public List<Integer> made(Shape query) { return outputShape == null ? Heads.super.made(query) : outputShape.sizes(); }

  @Override public Tensor products(Tensor query, Tensor key) { return Einsum.of("aecd,abcd->acbe", key, query); }

  /** Null: its projections have it. */
  @Override public @Nullable Regularizer activityRegularizer() { return null; }

  /** As in Keras the inputs themselves lose their masks. */
  @Override public List<Tensor> call(Call c, List<Tensor> inputs) {
    Tensor counts = inputs.get(0).mask();
    List<Tensor> outputs = Heads.super.call(c, inputs);
    inputs.forEach(input -> input.setMask(null));
    if (counts != null) outputs.get(0).setMask(counts);
    return outputs;
  }
}
