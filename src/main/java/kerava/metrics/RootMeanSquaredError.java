package kerava.metrics;

import java.util.Map;
import kerava.ops.SameRank;
import kerava.ops.SampleSum;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * The root of the mean of {@code (truth - y)^2} over all samples of the epoch. Source: Keras {@code metrics/regression_metrics.py}
 * RootMeanSquaredError.
 */
public record RootMeanSquaredError() implements StateMetric {
  private static final String TOTAL = "total", COUNT = "count";

  @Override public Metric resolve(Shape truth, Shape prediction) {
    Shapes.alike("RootMeanSquaredError", "a number", truth, prediction);
    return this;
  }

  @Override public Map<String, Shape> state() { return Map.of(TOTAL, Shape.of(), COUNT, Shape.of()); }

  @Override public Map<String, Tensor> update(Map<String, Tensor> state, Tensor truth, Tensor prediction) {
    return update(state, truth, prediction, null);
  }

  @Override public Map<String, Tensor> update(Map<String, Tensor> state, Tensor truth, Tensor prediction, Tensor weights) {
    SameRank same = SameRank.of(truth, prediction);
    SampleSum batch = SampleSum.of(same.second().minus(same.first()).square(), weights);
    return Map.of(TOTAL, state.get(TOTAL).plus(batch.sum()), COUNT, state.get(COUNT).plus(batch.count()));
  }

  @Override public Tensor result(Map<String, Tensor> state) { return state.get(TOTAL).divideNoNan(state.get(COUNT)).sqrt(); }
}
