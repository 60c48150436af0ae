package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kerava.config.Settings;
import kerava.initializers.GlorotUniform;
import kerava.initializers.Initializer;
import kerava.initializers.Zeros;
import kerava.ops.Attention;
import kerava.ops.Einsum;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.tensor.Shape;

/**
 * {@code softmax(q k / sqrt(keyDim)) v} in {@code numHeads} heads, each of which projects query, key and value for itself, and one projection of all heads.
 * Inputs: query (batch, queries, features), value (batch, keys, features), and key like value, which is the value where it is not given. Outputs:
 * (batch, queries, outputShape), the query's features where outputShape is null, and, if {@code returnAttentionScores}, the softmax, (batch, heads, queries,
 * keys). {@code useCausalMask}: a query sees no key after its own place. Places that masks leave out see nothing and are not seen. Source: Vaswani et al.,
 * "Attention is all you need", 2017; Keras {@code layers/attention/multi_head_attention.py}.
 *
 * @param valueDim null: keyDim
 * @param seed of dropout, the share of weights of the softmax that become 0 in training
 */
public record MultiHeadAttention(int numHeads, int keyDim, Integer valueDim, double dropout, boolean useBias, Shape outputShape,
    Initializer kernelInitializer, Initializer biasInitializer, Seed seed, boolean returnAttentionScores, boolean useCausalMask,
    LayerOptions options) implements Layer, Configured<MultiHeadAttention> {
  private static final String QUERY = "query_dense", KEY = "key_dense", VALUE = "value_dense", SOFTMAX = "_softmax",
      DROPOUT = "_dropout_layer",
      OUTPUT = "output_dense";

  /** The layers that it makes of its settings. */
  private record Made(Map<String, Layer> parts) {}

  public MultiHeadAttention {
    require(numHeads >= 1 && keyDim >= 1 && (valueDim == null || valueDim >= 1),
        "MultiHeadAttention: numHeads, keyDim and valueDim must be at least 1, got %d, %d and %s", numHeads, keyDim, valueDim);
    require(outputShape == null || outputShape.rank() >= 1 && outputShape.sizes().stream().allMatch(size -> size >= 1),
        "MultiHeadAttention: outputShape must have sizes of at least 1, got %s", outputShape);
    require(kernelInitializer != null && biasInitializer != null, inJava("take new Zeros(), for example"),
        "MultiHeadAttention: an initializer must not be null");
    valueDim = valueDim == null ? keyDim : valueDim;
    options = options == null ? LayerOptions.of("MultiHeadAttention") : options;
    DTypePolicy dtype = options.dtype();
    Map<String, Layer> parts = new LinkedHashMap<>();
    parts.put(QUERY, projection("query", 1, Shape.of(numHeads, keyDim), useBias, kernelInitializer, biasInitializer, dtype));
    parts.put(KEY, projection("key", 1, Shape.of(numHeads, keyDim), useBias, kernelInitializer, biasInitializer, dtype));
    parts.put(VALUE, projection("value", 1, Shape.of(numHeads, valueDim), useBias, kernelInitializer, biasInitializer, dtype));
    parts.put(SOFTMAX, new AttentionWeights(LayerOptions.of("Softmax").withDtype(dtype)));
    parts.put(DROPOUT,
        new Dropout(dropout, null, seed.value() == null ? Seed.byDefault() : seed, LayerOptions.of("Dropout").withDtype(dtype)));
    parts.put(OUTPUT, projection("attention_output", 2, outputShape, useBias, kernelInitializer, biasInitializer, dtype));
    options = options.remembering(new Made(parts));
  }

  public MultiHeadAttention(int numHeads, int keyDim) {
    this(numHeads, keyDim, null, 0, true, null, new GlorotUniform(), new Zeros(), Seed.drawn(), false, false,
        LayerOptions.of("MultiHeadAttention"));
  }

  private static Projection projection(String name, int summed, Shape made, boolean useBias, Initializer kernel, Initializer bias,
      DTypePolicy dtype) {
    return new Projection(summed, made, useBias, Renewed.of(kernel), Renewed.of(bias),
        LayerOptions.of("EinsumDense").named(name).withDtype(dtype));
  }

  public MultiHeadAttention withValueDim(int valueDim) { return Settings.with(this, "valueDim", valueDim); }

  public MultiHeadAttention withDropout(double dropout) { return Settings.with(this, "dropout", dropout); }

  public MultiHeadAttention withUseBias(boolean useBias) { return Settings.with(this, "useBias", useBias); }

  public MultiHeadAttention withOutputShape(int... outputShape) { return Settings.with(this, "outputShape", Shape.of(outputShape)); }

  public MultiHeadAttention withKernelInitializer(Initializer initializer) { return Settings.with(this, "kernelInitializer", initializer); }

  public MultiHeadAttention withBiasInitializer(Initializer initializer) { return Settings.with(this, "biasInitializer", initializer); }

  public MultiHeadAttention withSeed(Integer seed) { return Settings.with(this, "seed", Seed.of(seed)); }

  public MultiHeadAttention withReturnAttentionScores(boolean returnAttentionScores) {
    return Settings.with(this, "returnAttentionScores", returnAttentionScores);
  }

  public MultiHeadAttention withUseCausalMask(boolean useCausalMask) { return Settings.with(this, "useCausalMask", useCausalMask); }

  @Override public CallForm callForm() { return CallForm.ATTENTION; }

  @Override public Map<String, Boolean> callArguments() {
    Map<String, Boolean> arguments = new LinkedHashMap<>();
    arguments.put("return_attention_scores", returnAttentionScores);
    arguments.put("use_causal_mask", useCausalMask);
    return arguments;
  }

  @Override public Map<String, Layer> parts() { return ((Made) options.memory()).parts; }

  @Override public List<List<Shape>> partInputs(List<Shape> inputs) {
    Shape query = inputs.get(0), value = inputs.get(1), scores = scores(query, value);
    Shape attended = Shape.of(query.size(0), query.size(1), numHeads, valueDim);
    return List.of(List.of(query), List.of(inputs.get(inputs.size() - 1)), List.of(value), List.of(scores), List.of(scores),
        List.of(attended, query));
  }

  private Shape scores(Shape query, Shape value) { return Shape.of(query.size(0), numHeads, query.size(1), value.size(1)); }

  @Override public List<Shape> outputShapes(List<Shape> inputs) {
    require(inputs.size() == 2 || inputs.size() == 3, "MultiHeadAttention: takes query and value, and a key or none, got %d inputs",
        inputs.size());
    for (Shape each : inputs)
      require(each.rank() == 3, "MultiHeadAttention: query, value and key must be (batch, places, features), got %s", each);
    inputs.forEach(each -> Sizes.known(this, each, -1));
    Shape query = inputs.get(0), value = inputs.get(1), key = inputs.get(inputs.size() - 1);
    require(value.size(1) == key.size(1), "MultiHeadAttention: value and key must have as many places, got %s and %s", value, key);
    List<Integer> sizes = new ArrayList<>(query.sizes().subList(0, 2));
    sizes.addAll(outputShape == null ? query.sizes().subList(2, 3) : outputShape.sizes());
    return returnAttentionScores ? List.of(new Shape(sizes), scores(query, value)) : List.of(new Shape(sizes));
  }

  @Override public boolean makesPartsWhenBuilt() { return true; }

  @Override public boolean writesForAnySize() { return !useCausalMask; }

  @Override public boolean supportsMasking() { return true; }

  @Override public List<Tensor> masks(List<Tensor> inputs, List<Tensor> masks) { return Arrays.asList(masks.get(0)); }

  /** As in Keras the inputs themselves lose their masks. */
  @Override public List<Tensor> call(Call c, List<Tensor> inputs) {
    Tensor query = inputs.get(0), value = inputs.get(1), key = inputs.get(inputs.size() - 1), counts = query.mask();
    List<Tensor> masks = new ArrayList<>(inputs.stream().map(Tensor::mask).toList());
    inputs.forEach(input -> input.setMask(null));
    boolean masked = masks.stream().anyMatch(each -> each != null);
    Tensor mask = masked ? counts(masks, query, value) : null;
    Tensor q = part(c, QUERY, query), k = part(c, KEY, key), v = part(c, VALUE, value);
    List<Tensor> attended = dropout > 0 || returnAttentionScores
        ? scored(c, q, k, v, mask)
        : List.of(Attention.dotProductAttention(q, k, v, mask, useCausalMask && !masked, (float) scale()));
    List<Tensor> outputs = new ArrayList<>(c.part(parts().get(OUTPUT), List.of(attended.get(0), query)));
    if (counts != null) outputs.get(0).setMask(counts);
    if (returnAttentionScores) outputs.add(attended.get(1));
    return outputs;
  }

  private double scale() { return 1 / Math.sqrt(keyDim); }

  private Tensor part(Call c, String name, Tensor... inputs) { return c.part(parts().get(name), List.of(inputs)).get(0); }

  /** Which key each query sees, (batch, 1, queries, keys). */
  private Tensor counts(List<Tensor> masks, Tensor query, Tensor value) {
    Tensor all = masks.get(0) == null ? null : masks.get(0).expandDims(-1);
    for (Tensor mask : masks.subList(1, masks.size())) {
      if (mask == null) continue;
      Tensor keys = mask.expandDims(-2);
      all = all == null ? keys : all.and(keys);
    }
    return (useCausalMask ? all.and(causal(query, value)) : all).expandDims(-3);
  }

  /** (1, queries, keys): which keys are not after a query. */
  private static Tensor causal(Tensor query, Tensor value) {
    Tensor rows = query.constant(IntStream.range(0, (int) query.size(1)).toArray()).reshape(1, -1, 1);
    return rows.greaterEqual(query.constant(IntStream.range(0, (int) value.size(1)).toArray()).reshape(1, 1, -1));
  }

  /** The attended values, and the softmax by itself. */
  private List<Tensor> scored(Call c, Tensor query, Tensor key, Tensor value, Tensor given) {
    Tensor mask = useCausalMask && given == null ? causal(query, value).expandDims(-3) : given;
    Tensor scores = Einsum.of("aecd,abcd->acbe", key, Attention.scaled(query, (float) scale()));
    if (mask != null) scores.setMask(mask);
    Tensor weights = part(c, SOFTMAX, scores), kept = dropout > 0 ? part(c, DROPOUT, weights) : weights;
    return List.of(Einsum.of("acbe,aecd->abcd", kept, value), weights);
  }
}
