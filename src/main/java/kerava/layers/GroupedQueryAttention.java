package kerava.layers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.activations.Activations;
import kerava.config.AlsoCalled;
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
 * {@code softmax(q k / sqrt(headDim)) v} in {@code numQueryHeads} heads, of which as many share a head of keys and values as there are
 * fewer of those. Inputs and outputs as those of a {@link MultiHeadAttention} without outputShape; query and value must have as many
 * features. Keras exports it as {@code GroupQueryAttention}. Source: Ainslie et al., "GQA: Training generalized multi-query transformer
 * models from multi-head checkpoints", 2023; Keras {@code layers/attention/grouped_query_attention.py}.
 *
 * @param slidingWindow a query sees keys less than so many places away; null: all
 * @param useGate what is attended to is multiplied by the sigmoid of one more projection of the query
 * @param seed of dropout, the share of weights of the softmax that become 0 in training
 */
@AlsoCalled("GroupQueryAttention") public record GroupedQueryAttention(int headDim, int numQueryHeads, int numKeyValueHeads, double dropout,
    boolean useBias, @Nullable Integer slidingWindow, Initializer kernelInitializer, Initializer biasInitializer,
    @Nullable Regularizer kernelRegularizer,
    @Nullable Regularizer biasRegularizer, @Nullable Constraint kernelConstraint, @Nullable Constraint biasConstraint, boolean useGate,
    Seed seed,
    boolean returnAttentionScores, boolean useCausalMask,
    LayerOptions options) implements Heads<GroupedQueryAttention>, WithHeads<GroupedQueryAttention>, Configured<GroupedQueryAttention> {
  private static final List<String> PARTS =
      List.of("_query_dense", "_key_dense", "_gate_dense", "_value_dense", "_softmax", "_dropout_layer", "_output_dense");

  public GroupedQueryAttention {
    require(headDim >= 1 && numQueryHeads >= 1 && numKeyValueHeads >= 1,
        "GroupedQueryAttention: headDim, numQueryHeads and numKeyValueHeads must be at least 1, got %d, %d and %d", headDim, numQueryHeads,
        numKeyValueHeads);
    require(numQueryHeads % numKeyValueHeads == 0,
        "GroupedQueryAttention: numQueryHeads must be a multiple of numKeyValueHeads, got %d and %d", numQueryHeads, numKeyValueHeads);
    Heads.checkWindow("GroupedQueryAttention", slidingWindow);
    options = options == null ? LayerOptions.of("GroupedQueryAttention") : options;
    ProjectionRules rules =
        new ProjectionRules("GroupedQueryAttention", useBias, kernelInitializer, biasInitializer, kernelRegularizer, biasRegularizer,
            kernelConstraint, biasConstraint, options);
    Shape queries = Shape.of(numQueryHeads, headDim), keys = Shape.of(numKeyValueHeads, headDim);
    options = options.remembering(Made.of(PARTS, rules.of("query", 1, queries, Activations.LINEAR),
        rules.of("key", 1, keys, Activations.LINEAR), useGate ? rules.of("gate", 1, queries, Activations.SIGMOID) : null,
        rules.of("value", 1, keys, Activations.LINEAR), rules.softmax(), rules.dropout(dropout, seed),
        rules.of("attention_output", 2, null, Activations.LINEAR)));
  }

  public GroupedQueryAttention(int headDim, int numQueryHeads, int numKeyValueHeads) {
    this(headDim, numQueryHeads, numKeyValueHeads, 0, true, null, new GlorotUniform(), new Zeros(), null, null, null, null, false,
        Seed.drawn(), false, false, LayerOptions.of("GroupedQueryAttention"));
  }

  @Override public String exportedName() { return "GroupQueryAttention"; }

  @Override public List<String> partNames() { return PARTS; }

  @Override public int heads() { return numQueryHeads; }

  @Override public int keySize() { return headDim; }

  @Override public Tensor spread(Tensor x) { return x.repeat(numQueryHeads / numKeyValueHeads, 2); }

  @Override public List<Shape> outputShapes(List<Shape> inputs) {
    List<Shape> outputs = Heads.super.outputShapes(inputs);
    require(inputs.get(0).last() == inputs.get(1).last(),
        "GroupedQueryAttention: query and value must have as many features, got %s and %s",
        inputs.get(0), inputs.get(1));
    return outputs;
  }

  @Override public Tensor products(Tensor query, Tensor key) { return Einsum.of("abcd,aecd->acbe", query, key); }
}
