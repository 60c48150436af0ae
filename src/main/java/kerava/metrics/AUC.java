package kerava.metrics;

import static kerava.KeravaException.require;
import static kerava.metrics.Confusion.FALSE_NEGATIVES;
import static kerava.metrics.Confusion.FALSE_POSITIVES;
import static kerava.metrics.Confusion.TRUE_NEGATIVES;
import static kerava.metrics.Confusion.TRUE_POSITIVES;

import java.util.List;
import java.util.Map;
import kerava.ops.Slice;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * The area under a curve that goes through a point for each of some thresholds. Shapes: truth, of labels 0 or not, and prediction, within 0 .. 1, alike.
 * Source: Davis and Goadrich, "The relationship between precision-recall and ROC curves", 2006; Keras {@code metrics/confusion_metrics.py} AUC.
 *
 * @param numThresholds how many, equally far apart; at least 2
 * @param summationMethod how high the curve is between two points: halfway, or as the higher or the lower
 * @param thresholds null unless they are given: then these, 0 and 1
 * @param fromLogits whether the prediction is of any size, and to be taken through a sigmoid
 */
public record AUC(int numThresholds, Curve curve, SummationMethod summationMethod, List<Double> thresholds,
    boolean fromLogits) implements StateMetric {
  /** True by false positive rate, or precision by recall. */
  public enum Curve {
    ROC,
    PR
  }

  /** The height of the curve between two points; the interpolation of PR is Davis and Goadrich's. */
  public enum SummationMethod {
    INTERPOLATION,
    MAJORING,
    MINORING
  }

  public AUC {
    require(numThresholds >= 2, "AUC: numThresholds must be at least 2, got %d", numThresholds);
    if (thresholds != null) {
      thresholds = List.copyOf(thresholds);
      require(thresholds.stream().allMatch(each -> each >= 0 && each <= 1), "AUC: thresholds must be in 0 .. 1, got %s", thresholds);
    }
  }

  public AUC() { this(Curve.ROC); }

  public AUC(Curve curve) { this(200, curve, SummationMethod.INTERPOLATION, null, false); }

  private Confusion confusion() { return thresholds == null ? Confusion.even(numThresholds) : Confusion.given(thresholds); }

  @Override public Metric resolve(Shape truth, Shape prediction) {
    Confusion.check("AUC", truth, prediction);
    return this;
  }

  @Override public Map<String, Shape> state() {
    return confusion().state(TRUE_POSITIVES, FALSE_POSITIVES, TRUE_NEGATIVES, FALSE_NEGATIVES);
  }

  @Override public Map<String, Tensor> update(Map<String, Tensor> state, Tensor truth, Tensor prediction) {
    return confusion().update(state, truth, fromLogits ? prediction.sigmoid() : prediction);
  }

  @Override public Tensor result(Map<String, Tensor> state) {
    Tensor tp = state.get(TRUE_POSITIVES), fp = state.get(FALSE_POSITIVES), tn = state.get(TRUE_NEGATIVES), fn = state.get(FALSE_NEGATIVES);
    if (curve == Curve.PR && summationMethod == SummationMethod.INTERPOLATION) return interpolated(tp, fp, fn);
    Tensor recall = tp.divideNoNan(tp.plus(fn));
    Tensor x = curve == Curve.ROC ? fp.divideNoNan(fp.plus(tn)) : recall, y = curve == Curve.ROC ? recall : tp.divideNoNan(tp.plus(fp));
    return first(x).minus(second(x)).times(height(first(y), second(y))).sum();
  }

  private Tensor height(Tensor a, Tensor b) {
    return switch (summationMethod) {
      case INTERPOLATION -> a.plus(b).dividedBy(2);
      case MAJORING -> a.maximum(b);
      case MINORING -> a.minimum(b);
    };
  }

  private static Tensor interpolated(Tensor tp, Tensor fp, Tensor fn) {
    Tensor dtp = first(tp).minus(second(tp)), p = tp.plus(fp), a = first(p), b = second(p);
    Tensor slope = dtp.divideNoNan(a.minus(b).maximum(0)), intercept = second(tp).minus(slope.times(b));
    Tensor ratio = a.greater(0).and(b.greater(0)).where(a.divideNoNan(b.maximum(0)), 1f);
    Tensor increment = slope.times(dtp.plus(intercept.times(ratio.log())));
    return increment.divideNoNan(second(tp).plus(second(fn)).maximum(0)).sum();
  }

  /** All but the last. */
  private static Tensor first(Tensor x) { return x.slice(Slice.to(-1)); }

  /** All but the first. */
  private static Tensor second(Tensor x) { return x.slice(Slice.from(1)); }
}
