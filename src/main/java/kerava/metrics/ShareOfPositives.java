package kerava.metrics;

import static kerava.KeravaException.require;
import static kerava.metrics.Confusion.TRUE_POSITIVES;

import java.util.Map;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * The share of the true positives among them and {@link #others}, at one threshold; 0 if there are none. Source: Keras
 * {@code metrics/confusion_metrics.py}.
 */
interface ShareOfPositives extends StateMetric {
  /** Null: 0.5, or with {@link #topK} one that all of these are above. */
  Thresholds thresholds();

  /** How many of each row's predictions may be positive, the largest; null: all. */
  Integer topK();

  /** The only class that counts; null: all do. */
  Integer classId();

  /** The count of {@link Confusion} that the true positives are added to. */
  String others();

  static void check(String who, Integer topK, Integer classId) {
    require(topK == null || topK > 0, "%s: topK must be at least 1, got %s", who, topK);
    require(classId == null || classId >= 0, "%s: classId must not be negative, got %s", who, classId);
  }

  private Confusion confusion() {
    return Confusion.at(Thresholds.one(getClass().getSimpleName(), thresholds(), topK() == null ? .5f : Confusion.LEAST));
  }

  @Override default Metric resolve(Shape truth, Shape prediction) {
    String who = getClass().getSimpleName();
    Shapes.alike(who, "a 0 or 1", truth, prediction);
    Confusion.checkClass(who, classId(), prediction);
    require(topK() == null || prediction.rank() > 1 && topK() <= prediction.last(),
        "%s: topK must be at most the number of classes of the output, of shape %s, got %s", who, prediction, topK());
    confusion();
    return this;
  }

  @Override default Map<String, Shape> state() { return Confusion.state(Shape.of(1), TRUE_POSITIVES, others()); }

  @Override default Map<String, Tensor> update(Map<String, Tensor> state, Tensor truth, Tensor prediction) {
    return update(state, truth, prediction, null);
  }

  @Override default Map<String, Tensor> update(Map<String, Tensor> state, Tensor truth, Tensor prediction, Tensor weights) {
    return confusion().update(state, Confusion.Batch.of(truth, prediction, weights).top(topK()).ofClass(classId()));
  }

  @Override default Tensor result(Map<String, Tensor> state) {
    Tensor tp = state.get(TRUE_POSITIVES);
    return tp.divideNoNan(tp.plus(state.get(others()))).at(0);
  }
}
