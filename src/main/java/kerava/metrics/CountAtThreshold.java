package kerava.metrics;

import java.util.Map;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * How many predictions of one kind there are at one threshold. Shapes: truth and prediction alike. Source: Keras
 * {@code metrics/confusion_metrics.py}.
 */
interface CountAtThreshold extends StateMetric {
  /** Null: 0.5. */
  Thresholds thresholds();

  /** Which of the counts of {@link Confusion}. */
  String counted();

  private Confusion confusion() { return Confusion.at(Thresholds.one(getClass().getSimpleName(), thresholds(), .5f)); }

  @Override default Metric resolve(Shape truth, Shape prediction) {
    Shapes.alike(getClass().getSimpleName(), "a 0 or 1", truth, prediction);
    confusion();
    return this;
  }

  @Override default Map<String, Shape> state() { return Confusion.state(Shape.of(1), counted()); }

  @Override default Map<String, Tensor> update(Map<String, Tensor> state, Tensor truth, Tensor prediction) {
    return update(state, truth, prediction, null);
  }

  @Override default Map<String, Tensor> update(Map<String, Tensor> state, Tensor truth, Tensor prediction, Tensor weights) {
    return confusion().update(state, Confusion.Batch.of(truth, prediction, weights));
  }

  @Override default Tensor result(Map<String, Tensor> state) { return state.get(counted()).at(0); }
}
