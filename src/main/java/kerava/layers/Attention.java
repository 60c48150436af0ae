package kerava.layers;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import kerava.config.Settings;
import kerava.initializers.Ones;
import kerava.ops.Tensor;
import kerava.random.Seed;
import kerava.tensor.Shape;

/**
 * Attention by products, {@code scores = scale query . key}, or by {@code w sum(tanh(scale (query + key)))}. Weights: scale () if
 * {@code useScale}, and concat_score_weight () for w. Inputs and outputs as {@link DenseAttention} says. Source: Luong et al., "Effective
 * approaches to attention-based neural machine translation", 2015; Keras {@code layers/attention/attention.py}.
 *
 * @param seed of dropout, the share of the softmax that becomes 0 in training
 */
public record Attention(boolean useScale, ScoreMode scoreMode, double dropout, Seed seed, boolean returnAttentionScores,
    boolean useCausalMask,
    LayerOptions options) implements DenseAttention<Attention>, Configured<Attention> {
  private static final String SCALE = "scale", CONCAT = "concat_score_weight";

  /** What scores are: products, or sums of tangents. */
  public enum ScoreMode {
    DOT,
    CONCAT
  }

  public Attention {
    require(scoreMode != null, inJava("take ScoreMode.DOT"), "Attention: scoreMode must not be null");
    Dropout.checkRate("Attention", dropout);
  }

  public Attention() { this(false, ScoreMode.DOT, 0, Seed.drawn(), false, false, LayerOptions.of("Attention")); }

  public Attention withScoreMode(ScoreMode scoreMode) { return Settings.with(this, "scoreMode", scoreMode); }

  @Override public List<Weight> weights(List<Shape> inputs) {
    List<Weight> weights = new ArrayList<>();
    if (useScale) weights.add(new Weight(SCALE, Shape.of(), new Ones(), true));
    if (scoreMode == ScoreMode.CONCAT) weights.add(new Weight(CONCAT, Shape.of(), new Ones(), true));
    return weights;
  }

  @Override public Tensor scores(Call c, Tensor query, Tensor key) {
    if (scoreMode == ScoreMode.DOT) {
      Tensor products = query.matmul(key.transpose(0, 2, 1));
      return useScale ? products.multiply(c.weight(SCALE)) : products;
    }
    Tensor sums = query.expandDims(-2).plus(key.expandDims(-3));
    Tensor tangents = (useScale ? c.weight(SCALE).multiply(sums) : sums).tanh();
    return c.weight(CONCAT).multiply(tangents.sumOver(false, -1));
  }
}
