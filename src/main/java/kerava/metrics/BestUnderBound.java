package kerava.metrics;

import static kerava.KeravaException.require;
import static kerava.metrics.Confusion.FALSE_NEGATIVES;
import static kerava.metrics.Confusion.FALSE_POSITIVES;
import static kerava.metrics.Confusion.TRUE_NEGATIVES;
import static kerava.metrics.Confusion.TRUE_POSITIVES;

import java.util.Map;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * The largest of one share over the thresholds at which another share is at least {@link #bound}; 0 if there are none. Shapes: truth, of
 * labels 0 or not, and prediction, within 0 .. 1, alike. Source: Keras {@code metrics/confusion_metrics.py} SensitivitySpecificityBase.
 */
interface BestUnderBound extends StateMetric {
  /** Equally far apart from 0 to 1; one alone is 0.5. */
  int numThresholds();

  /** The only class that counts; null: all do. */
  Integer classId();

  double bound();

  Tensor bounded(Map<String, Tensor> counts);

  Tensor told(Map<String, Tensor> counts);

  static void check(String who, String what, double bound, int numThresholds, Integer classId) {
    require(bound >= 0 && bound <= 1, "%s: %s must be within 0 .. 1, got %s", who, what, bound);
    require(numThresholds > 0, "%s: numThresholds must be at least 1, got %d", who, numThresholds);
    require(classId == null || classId >= 0, "%s: classId must not be negative, got %s", who, classId);
  }

  @Override default Metric resolve(Shape truth, Shape prediction) {
    Shapes.alike(getClass().getSimpleName(), "a 0 or 1", truth, prediction);
    Confusion.checkClass(getClass().getSimpleName(), classId(), prediction);
    return this;
  }

  @Override default Map<String, Shape> state() {
    return Confusion.within(numThresholds()).state(TRUE_POSITIVES, FALSE_POSITIVES, TRUE_NEGATIVES, FALSE_NEGATIVES);
  }

  @Override default Map<String, Tensor> update(Map<String, Tensor> state, Tensor truth, Tensor prediction) {
    return update(state, truth, prediction, null);
  }

  @Override default Map<String, Tensor> update(Map<String, Tensor> state, Tensor truth, Tensor prediction, Tensor weights) {
    return Confusion.within(numThresholds()).update(state, Confusion.Batch.of(truth, prediction, weights).ofClass(classId()));
  }

  @Override default Tensor result(Map<String, Tensor> state) {
    return bounded(state).greaterEqual((float) bound()).where(told(state), 0).maxOver(false, 0).maximum(0);
  }

  /** tp / (tp + fn). */
  static Tensor sensitivity(Map<String, Tensor> counts) { return share(counts, TRUE_POSITIVES, FALSE_NEGATIVES); }

  /** tn / (tn + fp). */
  static Tensor specificity(Map<String, Tensor> counts) { return share(counts, TRUE_NEGATIVES, FALSE_POSITIVES); }

  /** tp / (tp + fp). */
  static Tensor precision(Map<String, Tensor> counts) { return share(counts, TRUE_POSITIVES, FALSE_POSITIVES); }

  private static Tensor share(Map<String, Tensor> counts, String part, String others) {
    Tensor first = counts.get(part);
    return first.divideNoNan(first.plus(counts.get(others)));
  }
}
