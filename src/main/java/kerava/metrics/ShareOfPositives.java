package kerava.metrics;

import static kerava.metrics.Confusion.TRUE_POSITIVES;

import java.util.Map;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/** The share of the true positives among them and {@link #others}, at one threshold; 0 if there are none. Source: Keras {@code metrics/confusion_metrics.py}. */
interface ShareOfPositives extends StateMetric {
  /** The threshold; null: 0.5. */
  Double thresholds();

  /** The count of {@link Confusion} that the true positives are added to. */
  String others();

  private Confusion confusion() { return new Confusion(new float[] {thresholds() == null ? .5f : thresholds().floatValue()}, false); }

  @Override default Metric resolve(Shape truth, Shape prediction) {
    Confusion.check(getClass().getSimpleName(), truth, prediction);
    return this;
  }

  @Override default Map<String, Shape> state() { return confusion().state(TRUE_POSITIVES, others()); }

  @Override default Map<String, Tensor> update(Map<String, Tensor> state, Tensor truth, Tensor prediction) {
    return confusion().update(state, truth, prediction);
  }

  @Override default Tensor result(Map<String, Tensor> state) {
    Tensor tp = state.get(TRUE_POSITIVES);
    return tp.divideNoNan(tp.plus(state.get(others()))).at(0);
  }
}
