package kerava.layers;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import kerava.config.Settings;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.tensor.Shape;
import org.tensorflow.proto.DataType;

/**
 * {@code softmax(scores) value}. Inputs: query (batch, queries, size), value (batch, keys, width), and key (batch, keys, size), which is
 * the value where it is not given. Outputs: (batch, queries, width) and, if {@code returnAttentionScores}, the softmax, (batch, queries,
 * keys), of which in training dropout sets some to 0. Keys that the mask of the value leaves out are not seen; queries that theirs leaves
 * out see nothing. Source: Keras {@code layers/attention/attention.py}.
 *
 * @param <L> the class of the record that has its settings
 */
@SuppressWarnings("unchecked") // a copy of a record is of its class
interface DenseAttention<L> extends Layer, WithAttention<L> {
  boolean useScale();

  double dropout();

  Seed seed();

  /** How much each query, (batch, queries, size), has to do with each key, (batch, keys, size): (batch, queries, keys). */
  Tensor scores(Call c, Tensor query, Tensor key);

  /** Whether a weight scales the scores. */
  default L withUseScale(boolean useScale) { return (L) Settings.with((Record) this, "useScale", useScale); }

  @Override default Map<String, Boolean> callArguments() { return WithAttention.super.callArguments(); }

  @Override default List<Seed> generators() { return dropout() > 0 ? List.of(seed()) : List.of(); }

  @Override default boolean beginsWithGenerators() { return true; }

  @Override default boolean writesForAnySize() { return !useCausalMask(); }

  @Override default boolean supportsMasking() { return true; }

  @Override default MaskRule maskRule() { return MaskRule.STEPS_OR_ONE; }

  @Override default List<Tensor> masks(List<Tensor> inputs, List<Tensor> masks) { return Arrays.asList(masks.get(0)); }

  @Override default List<Shape> outputShapes(List<Shape> inputs) {
    require(inputs.size() == 2 || inputs.size() == 3, "%s: takes query and value, and a key or none, got %d inputs", className(),
        inputs.size());
    for (Shape each : inputs)
      require(each.rank() == 3, "%s: query, value and key must be (batch, places, features), got %s", className(), each);
    Shape query = inputs.get(0), value = inputs.get(1), key = inputs.get(inputs.size() - 1);
    require(Shape.alike(query.last(), key.last()), "%s: query and key must have as many features, got %s and %s", className(), query, key);
    require(Shape.alike(value.size(1), key.size(1)), "%s: value and key must have as many places, got %s and %s", className(), value, key);
    Shape attended = query.withLast(value.last()), scores = query.withLast(key.size(1));
    return returnAttentionScores() ? List.of(attended, scores) : List.of(attended);
  }

  @Override default List<Tensor> call(Call c, List<Tensor> inputs) {
    Tensor query = inputs.get(0), value = inputs.get(1), key = inputs.get(inputs.size() - 1);
    Tensor scores = scores(c, query, key), weights = masked(scores, value.mask(), query, key).softmax();
    Tensor kept = Dropout.dropped(c, weights, dropout(), weights::shape), attended = kept.matmul(value);
    if (query.mask() != null) attended = query.mask().expandDims(-1).where(attended, 0);
    List<Tensor> outputs = new ArrayList<>(List.of(attended));
    if (returnAttentionScores()) outputs.add(kept);
    return outputs;
  }

  /** The scores, far less where a key is not seen. {@code counts}: which keys count; null: all. */
  private Tensor masked(Tensor scores, Tensor counts, Tensor query, Tensor key) {
    Tensor seen = counts == null ? null : counts.expandDims(-2);
    if (useCausalMask()) seen = AttentionMasks.and(seen, AttentionMasks.causal(query, key));
    return seen == null ? scores : seen.not().where(scores.minus(scores.type() == DataType.DT_HALF ? 65504 : 1e9), scores);
  }
}
