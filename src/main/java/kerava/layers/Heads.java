package kerava.layers;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import kerava.ops.DotProductAttention;
import kerava.ops.Einsum;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.tensor.Shape;

/**
 * Attention in several heads, each of which projects query, key and value for itself. Inputs: query (batch, queries, features), value
 * (batch, keys, features), and key like value, which is the value where it is not given. Outputs: what is attended to, projected, and the
 * softmax, (batch, heads, queries, keys), if it is asked for. Source: Keras {@code layers/attention/multi_head_attention.py}.
 *
 * @param <L> the class of the record that has its settings
 */
interface Heads<L> extends Layer, WithAttention<L> {
  /** The layers that an attention makes of its settings; {@code built}: before its first use, as where a file tells of shapes. */
  record Made(Map<String, Layer> parts, AtomicBoolean built) {
    /** Under the names that Keras's files have. {@code gate} and others null: not there. */
    static Made of(List<String> names, Layer query, Layer key, Layer gate, Layer value, Layer softmax, Layer dropout, Layer output) {
      Map<String, Layer> parts = new LinkedHashMap<>();
      List<Layer> layers = Arrays.asList(query, key, gate, value, softmax, dropout, output);
      for (int i = 0; i < layers.size(); i++) if (layers.get(i) != null) parts.put(names.get(i), layers.get(i));
      return new Made(parts, new AtomicBoolean());
    }
  }

  /** The names of query, key, gate, value, softmax, dropout and output projection in Keras's files. */
  List<String> partNames();

  /** The number of heads. */
  int heads();

  /** The length of a query and a key in a head. */
  int keySize();

  default int valueSize() { return keySize(); }

  double dropout();

  Seed seed();

  boolean useGate();

  /** How far a query sees, itself included; null: everywhere. */
  Integer slidingWindow();

  /** The shape of the outputs' features for a query of shape {@code query}. */
  default List<Integer> made(Shape query) { return query.sizes().subList(2, 3); }

  /** The products of queries with keys, which are (batch, places, heads, size): (batch, heads, queries, keys). */
  Tensor products(Tensor query, Tensor key);

  @Override default CallForm callForm() { return CallForm.ATTENTION; }

  @Override default Map<String, Boolean> callArguments() { return WithAttention.super.callArguments(); }

  private Made whole() { return (Made) options().memory(); }

  @Override default boolean makesPartsWhenBuilt() { return !whole().built.get(); }

  @Override default void build() { whole().built.set(true); }

  @Override default Map<String, Layer> parts() { return whole().parts; }

  @Override default List<List<Shape>> partInputs(List<Shape> inputs) {
    Shape query = inputs.get(0), value = inputs.get(1), key = inputs.get(inputs.size() - 1), scores = scores(query, value);
    Shape attended = Shape.of(query.size(0), query.size(1), heads(), valueSize());
    List<List<Shape>> all = new ArrayList<>(List.of(List.of(query), List.of(key), List.of(value), List.of(scores), List.of(scores),
        List.of(attended, query)));
    if (useGate()) all.add(2, List.of(query));
    return all;
  }

  private Shape scores(Shape query, Shape value) { return Shape.of(query.size(0), heads(), query.size(1), value.size(1)); }

  @Override default List<Shape> outputShapes(List<Shape> inputs) {
    require(inputs.size() == 2 || inputs.size() == 3, "%s: takes query and value, and a key or none, got %d inputs", className(),
        inputs.size());
    for (Shape each : inputs)
      require(each.rank() == 3, "%s: query, value and key must be (batch, places, features), got %s", className(), each);
    inputs.forEach(each -> Sizes.known(this, each, -1));
    Shape query = inputs.get(0), value = inputs.get(1), key = inputs.get(inputs.size() - 1);
    require(value.size(1) == key.size(1), "%s: value and key must have as many places, got %s and %s", className(), value, key);
    List<Integer> sizes = new ArrayList<>(query.sizes().subList(0, 2));
    sizes.addAll(made(query));
    return returnAttentionScores() ? List.of(new Shape(sizes), scores(query, value)) : List.of(new Shape(sizes));
  }

  @Override default boolean writesForAnySize() { return !useCausalMask() && slidingWindow() == null; }

  @Override default boolean supportsMasking() { return true; }

  @Override default MaskRule maskRule() { return MaskRule.STEPS_OR_ONE; }

  @Override default List<Tensor> masks(List<Tensor> inputs, List<Tensor> masks) { return Arrays.asList(masks.get(0)); }

  @Override default List<Tensor> call(Call c, List<Tensor> inputs) {
    Tensor query = inputs.get(0), value = inputs.get(1), key = inputs.get(inputs.size() - 1);
    Tensor mask = mask(inputs.stream().map(Tensor::mask).toList(), query, value);
    Tensor gate = useGate() ? part(c, 2, query) : null;
    Tensor q = part(c, 0, query), k = spread(part(c, 1, key)), v = spread(part(c, 3, value));
    List<Tensor> attended = dropout() > 0 || returnAttentionScores()
        ? scored(c, q, k, v, mask)
        : List.of(DotProductAttention.of(q, k, v, mask == null ? null : mask.expandDims(-3), useCausalMask() && mask == null,
            (float) scale()));
    Tensor y = attended.get(0);
    List<Tensor> outputs = new ArrayList<>(List.of(part(c, 6, gate == null ? y : y.multiply(gate), query)));
    if (returnAttentionScores()) outputs.add(attended.get(1));
    return outputs;
  }

  private double scale() { return 1 / Math.sqrt(keySize()); }

  private Tensor part(Call c, int index, Tensor... inputs) {
    return c.part(parts().get(partNames().get(index)), List.of(inputs)).get(0);
  }

  /** Keys or values, (batch, places, heads of them, size), for each head. */
  default Tensor spread(Tensor x) { return x; }

  /** Which keys each query sees, (batch or 1, queries or 1, keys); null: all, or those that {@code useCausalMask} alone says. */
  private Tensor mask(List<Tensor> masks, Tensor query, Tensor value) {
    Tensor given = AttentionMasks.of(masks);
    if (given == null && slidingWindow() == null) return null;
    Tensor mask = useCausalMask() ? AttentionMasks.and(given, AttentionMasks.causal(query, value)) : given;
    return slidingWindow() == null ? mask : AttentionMasks.and(mask, AttentionMasks.near(query, value, slidingWindow()));
  }

  /** The attended values, and the softmax by itself. */
  private List<Tensor> scored(Call c, Tensor query, Tensor key, Tensor value, Tensor given) {
    Tensor mask = useCausalMask() && given == null ? AttentionMasks.causal(query, value) : given;
    Tensor scores = products(DotProductAttention.scaled(query, (float) scale()), key);
    if (mask != null) scores.setMask(mask.expandDims(-3));
    Tensor weights = part(c, 4, scores), kept = dropout() > 0 ? part(c, 5, weights) : weights;
    return List.of(Einsum.of("acbe,aecd->abcd", kept, value), weights);
  }

  /** Refuses what is no window. */
  static void checkWindow(String who, Integer slidingWindow) {
    require(slidingWindow == null || slidingWindow >= 1, "%s: slidingWindow must be at least 1, or null for all places, got %s", who,
        slidingWindow);
  }
}
