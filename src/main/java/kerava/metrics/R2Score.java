package kerava.metrics;

import static kerava.KeravaException.require;

import java.util.Map;
import kerava.ops.SameRank;
import kerava.ops.Tensor;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.DataType;

/**
 * 1 - (the sum of squared errors) / (the sum of squared distances of the truth from its mean), of each output; 0 where that is without end.
 * Shapes: truth and prediction (batch, outputs). Source: Keras {@code metrics/regression_metrics.py} R2Score.
 *
 * @param classAggregation what is made of the outputs' scores; null: nothing, as of one output
 * @param numRegressors 0: with another number Keras can train no model
 */
public record R2Score(@Nullable ClassAggregation classAggregation, int numRegressors) implements StateMetric {
  /** The mean, or that by the outputs' variances. */
  public enum ClassAggregation {
    UNIFORM_AVERAGE,
    VARIANCE_WEIGHTED_AVERAGE
  }

  private static final String SQUARES = "squared_sum", SUM = "sum", RESIDUAL = "residual", COUNT = "count";

  public R2Score { require(numRegressors >= 0, "R2Score: numRegressors must not be negative, got %d", numRegressors); }

  public R2Score() { this(ClassAggregation.UNIFORM_AVERAGE); }

  public R2Score(ClassAggregation classAggregation) { this(classAggregation, 0); }

  @Override public Metric resolve(Shape truth, Shape prediction) {
    Shapes.alike("R2Score", "a number", truth, prediction);
    require(prediction.rank() == 2 && prediction.last() != Shape.NONE, "R2Score: the output must be of rank 2, got shape %s", prediction);
    require(numRegressors == 0, "R2Score: numRegressors must be 0, for with another number Keras itself fails in training; got %d",
        numRegressors);
    require(classAggregation != null || prediction.last() == 1,
        "R2Score: without a classAggregation it gives a number for each output, of shape %s, and logs hold one for each metric; give it one",
        prediction);
    return this;
  }

  @Override public Map<String, Shape> state() { return state(Shape.of(Shape.NONE, 1)); }

  @Override public Map<String, Shape> state(Shape prediction) {
    return Confusion.state(Shape.of(prediction.last()), SQUARES, SUM, RESIDUAL, COUNT);
  }

  @Override public Map<String, Tensor> update(Map<String, Tensor> state, Tensor truth, Tensor prediction) {
    return update(state, truth, prediction, null);
  }

  @Override public Map<String, Tensor> update(Map<String, Tensor> state, Tensor truth, Tensor prediction, Tensor weights) {
    SameRank same = SameRank.of(truth, prediction);
    Tensor y = same.first(), each = weights == null ? null : weights.expandDims(1).broadcastLike(y), weighted = weighted(y, each);
    Tensor number = each == null ? y.shape().at(0).cast(DataType.DT_FLOAT) : each.sumOver(false, 0);
    return Map.of(SUM, state.get(SUM).plus(weighted.sumOver(false, 0)), //
        SQUARES, state.get(SQUARES).plus(y.times(weighted).sumOver(false, 0)), //
        RESIDUAL, state.get(RESIDUAL).plus(weighted(y.minus(same.second()).square(), each).sumOver(false, 0)), //
        COUNT, state.get(COUNT).plus(number));
  }

  private static Tensor weighted(Tensor x, Tensor weights) { return weights == null ? x : x.times(weights); }

  @Override public Tensor result(Map<String, Tensor> state) {
    Tensor sum = state.get(SUM), mean = sum.dividedBy(state.get(COUNT)), total = state.get(SQUARES).minus(sum.times(mean));
    Tensor raw = state.get(RESIDUAL).dividedBy(total).subtractedFrom(1);
    Tensor scores = raw.abs().equalTo(Float.POSITIVE_INFINITY).where(0f, raw);
    if (classAggregation == null) return scores.at(0);
    if (classAggregation == ClassAggregation.UNIFORM_AVERAGE) return scores.mean();
    return total.times(scores).sum().dividedBy(total.sum());
  }
}
