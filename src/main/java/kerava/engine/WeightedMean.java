package kerava.engine;

import java.util.Map;
import kerava.metrics.Metric;
import kerava.metrics.StateMetric;
import kerava.ops.SampleSum;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * The mean of a value that each sample has, over samples that weigh differently. Source: Keras {@code metrics/reduction_metrics.py} Mean.
 */
record WeightedMean(Metric mean) implements StateMetric {
  private static final String TOTAL = "total", COUNT = "count";

  @Override public Map<String, Shape> state() { return Map.of(TOTAL, Shape.of(), COUNT, Shape.of()); }

  @Override public Map<String, Tensor> update(Map<String, Tensor> state, Tensor truth, Tensor prediction) {
    return update(state, truth, prediction, null);
  }

  @Override public Map<String, Tensor> update(Map<String, Tensor> state, Tensor truth, Tensor prediction, Tensor weights) {
    SampleSum batch = SampleSum.of(Objective.values(mean, truth, prediction), weights);
    return Map.of(TOTAL, state.get(TOTAL).plus(batch.sum()), COUNT, state.get(COUNT).plus(batch.count()));
  }

  @Override public Tensor result(Map<String, Tensor> state) { return state.get(TOTAL).divideNoNan(state.get(COUNT)); }
}
