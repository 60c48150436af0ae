package kerava.metrics;

import static kerava.KeravaException.require;

import java.util.Map;
import kerava.ops.Epsilon;
import kerava.ops.Tensor;
import kerava.tensor.Shape;
import org.tensorflow.proto.DataType;

/**
 * The harmonic mean of precision and recall, {@code (1 + beta^2) p r / (beta^2 p + r)}, of each class. Positive are the largest of each
 * row, unless there is a threshold. Shapes: truth and prediction (batch, classes). Source: Keras {@code metrics/f_score_metrics.py}
 * FBetaScore.
 */
interface FScore extends StateMetric {
  String TRUE = "true_positives", FALSE = "false_positives", MISSED = "false_negatives", WEIGHTS = "intermediate_weights";
  float NOTHING = 1e-9f;

  FBetaScore.Average average();

  double beta();

  /** Which positive predictions are above; null: the largest of each row are positive. */
  Double threshold();

  static void check(String who, double beta, Double threshold) {
    require(beta > 0, "%s: beta must be positive, got %s", who, beta);
    require(threshold == null || threshold > 0 && threshold <= 1, "%s: threshold must be above 0 and at most 1, got %s", who, threshold);
  }

  @Override default Metric resolve(Shape truth, Shape prediction) {
    String who = getClass().getSimpleName();
    require(truth.equals(prediction) && prediction.rank() == 2 && prediction.last() != Shape.NONE,
        "%s: y must have a number for each of the model's outputs, shape %s of rank 2, got %s", who, prediction, truth);
    require(average() != null || prediction.last() == 1,
        "%s: without an average it gives a number for each class of the output, of shape %s, and logs hold one for each metric; give it an average",
        who,
        prediction);
    return this;
  }

  @Override default Map<String, Shape> state() { return state(Shape.of(Shape.NONE, 1)); }

  @Override default Map<String, Shape> state(Shape prediction) {
    return Confusion.state(average() == FBetaScore.Average.MICRO ? Shape.of() : Shape.of(prediction.last()), TRUE, FALSE, MISSED, WEIGHTS);
  }

  @Override default Map<String, Tensor> update(Map<String, Tensor> state, Tensor truth, Tensor prediction) {
    return update(state, truth, prediction, null);
  }

  @Override default Map<String, Tensor> update(Map<String, Tensor> state, Tensor truth, Tensor prediction, Tensor weights) {
    Tensor positive = threshold() != null
        ? prediction.greater(threshold().floatValue())
        : prediction.greaterEqual(prediction.maxOver(true, -1)).and(prediction.abs().greater(NOTHING));
    Tensor p = positive.cast(DataType.DT_FLOAT);
    return Map.of(TRUE, state.get(TRUE).plus(sum(p.times(truth), weights)), //
        FALSE, state.get(FALSE).plus(sum(p.times(truth.subtractedFrom(1)), weights)), //
        MISSED, state.get(MISSED).plus(sum(p.subtractedFrom(1).times(truth), weights)), //
        WEIGHTS, state.get(WEIGHTS).plus(sum(truth, weights)));
  }

  private Tensor sum(Tensor each, Tensor weights) {
    Tensor x = weights == null ? each : each.times(weights.expandDims(1));
    return average() == FBetaScore.Average.MICRO ? x.sum() : x.sumOver(false, 0);
  }

  @Override default Tensor result(Map<String, Tensor> state) {
    Tensor tp = state.get(TRUE), precision = tp.dividedBy(more(tp.plus(state.get(FALSE))));
    Tensor recall = tp.dividedBy(more(tp.plus(state.get(MISSED))));
    float square = (float) (beta() * beta()), factor = (float) (1 + beta() * beta());
    Tensor score = precision.times(recall).dividedBy(both(precision.scaledBy(square), recall)).times(factor);
    if (average() == null) return score.at(0);
    if (average() != FBetaScore.Average.WEIGHTED) return score.mean();
    Tensor weights = state.get(WEIGHTS);
    return score.times(weights.dividedBy(more(weights.sum()))).sum();
  }

  /** x + 1e-7, in this order: TensorFlow's graph optimizer, which sums terms of one shape by their names, does not see through it. */
  private static Tensor more(Tensor x) { return x.apart().add(Epsilon.VALUE); }

  /**
   * {@code x + y + 1e-7}, in the order to which Python's graph comes: of scalars that of the names, but for a beta of 1, whose product
   * falls away.
   */
  private Tensor both(Tensor x, Tensor y) {
    return x.rank() == 0 && beta() != 1 ? x.add(Epsilon.VALUE).apart().plus(y) : more(x.plus(y));
  }
}
