package kerava.metrics;

import static kerava.metrics.Confusion.FALSE_POSITIVES;
import static kerava.metrics.Confusion.TRUE_POSITIVES;

import java.util.Map;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * The share of those that are right among the predictions above a threshold; 0 if there are none. Shapes: truth and prediction alike.
 * Source: Keras {@code metrics/confusion_metrics.py} Precision.
 *
 * @param thresholds the threshold; null: 0.5
 */
public record Precision(Double thresholds) implements StateMetric {
  public Precision() { this(null); }

  private Confusion confusion() { return new Confusion(new float[] {thresholds == null ? .5f : thresholds.floatValue()}, false); }

  @Override public Metric resolve(Shape truth, Shape prediction) {
    Confusion.check("Precision", truth, prediction);
    return this;
  }

  @Override public Map<String, Shape> state() { return confusion().state(TRUE_POSITIVES, FALSE_POSITIVES); }

  @Override public Map<String, Tensor> update(Map<String, Tensor> state, Tensor truth, Tensor prediction) {
    return confusion().update(state, truth, prediction);
  }

  @Override public Tensor result(Map<String, Tensor> state) {
    Tensor tp = state.get(TRUE_POSITIVES);
    return tp.divideNoNan(tp.plus(state.get(FALSE_POSITIVES))).at(0);
  }
}
