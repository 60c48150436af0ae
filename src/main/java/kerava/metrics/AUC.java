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
import org.jspecify.annotations.Nullable;

/**
 * The area under a curve that goes through a point for each of some thresholds. Shapes: truth, of labels 0 or not, and prediction, within 0
 * .. 1, alike. Source: Davis and Goadrich, "The relationship between precision-recall and ROC curves", 2006; Flach and Kull,
 * "Precision-recall-gain curves", 2015; Keras {@code metrics/confusion_metrics.py} AUC.
 *
 * @param numThresholds how many, equally far apart; at least 2
 * @param summationMethod how high the curve is between two points: halfway, or as the higher or the lower
 * @param thresholds null unless they are given: then these, 0 and 1
 * @param multiLabel whether each label, of (batch, labels), has a curve of its own, of whose areas the mean is told
 * @param numLabels how many labels there are then; null: as many as the output has
 * @param labelWeights how much each of the labels weighs; null: alike
 * @param fromLogits whether the prediction is of any size, and to be taken through a sigmoid
 */
public record AUC(int numThresholds, Curve curve, SummationMethod summationMethod, @Nullable List<Double> thresholds, boolean multiLabel,
    @Nullable Integer numLabels, @Nullable List<Double> labelWeights, boolean fromLogits) implements StateMetric {
  /** True by false positive rate, or precision by recall, or their gains. */
  public enum Curve {
    ROC,
    PR,
    PRGAIN
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
    require(numLabels == null || multiLabel && numLabels > 0,
        "AUC: numLabels must be null without multiLabel, and at least 1 with it, got %s", numLabels);
    if (labelWeights != null) {
      labelWeights = List.copyOf(labelWeights);
      require(labelWeights.stream().allMatch(each -> each >= 0), "AUC: labelWeights must not be negative, got %s", labelWeights);
    }
  }

  public AUC(int numThresholds, Curve curve, SummationMethod summationMethod, List<Double> thresholds) {
    this(numThresholds, curve, summationMethod, thresholds, false, null, null, false);
  }

  public AUC() { this(Curve.ROC); }

  public AUC(Curve curve) { this(200, curve, SummationMethod.INTERPOLATION, null); }

  private Confusion confusion() { return thresholds == null ? Confusion.even(numThresholds) : Confusion.given(thresholds); }

  @Override public Metric resolve(Shape truth, Shape prediction) {
    Shapes.alike("AUC", "a 0 or 1", truth, prediction);
    require(!multiLabel || prediction.rank() == 2 && truth.rank() == 2,
        "AUC: with multiLabel the output must be of (batch, labels), got %s",
        prediction);
    require(numLabels == null || prediction.last() == numLabels, "AUC: the output must have numLabels %s, got shape %s", numLabels,
        prediction);
    require(labelWeights == null || prediction.last() == labelWeights.size(),
        "AUC: labelWeights must have one for each of the labels of the output, of shape %s, got %s", prediction, labelWeights);
    return this;
  }

  @Override public Map<String, Shape> state() {
    return confusion().state(TRUE_POSITIVES, FALSE_POSITIVES, TRUE_NEGATIVES, FALSE_NEGATIVES);
  }

  @Override public Map<String, Shape> state(Shape prediction) {
    if (!multiLabel) return state();
    return Confusion.state(Shape.of(confusion().thresholds().length, prediction.last()), TRUE_POSITIVES, FALSE_POSITIVES, TRUE_NEGATIVES,
        FALSE_NEGATIVES);
  }

  @Override public Map<String, Tensor> update(Map<String, Tensor> state, Tensor truth, Tensor prediction) {
    return update(state, truth, prediction, null);
  }

  @Override public Map<String, Tensor> update(Map<String, Tensor> state, Tensor truth, Tensor prediction, Tensor weights) {
    Confusion.Batch batch = Confusion.Batch.of(truth, fromLogits ? prediction.sigmoid() : prediction, weights);
    return multiLabel ? confusion().updateByLabel(state, batch) : confusion().update(state, batch.weighted(labelWeights));
  }

  @Override public Tensor result(Map<String, Tensor> state) {
    Tensor tp = state.get(TRUE_POSITIVES), fp = state.get(FALSE_POSITIVES), tn = state.get(TRUE_NEGATIVES), fn = state.get(FALSE_NEGATIVES);
    if (curve == Curve.PR && summationMethod == SummationMethod.INTERPOLATION) return whole(interpolated(tp, fp, fn));
    if (curve == Curve.PRGAIN) return whole(under(gain(fn, tp, fp, tn, fn, 0).maximum(0), gain(fp, tp, fp, tn, fn, 1)));
    Tensor recall = tp.divideNoNan(tp.plus(fn));
    return whole(curve == Curve.ROC ? under(fp.divideNoNan(fp.plus(tn)), recall) : under(recall, tp.divideNoNan(tp.plus(fp))));
  }

  /** 1 - (positives / negatives) (wrong / tp); {@code none} where there is no true positive. */
  private static Tensor gain(Tensor wrong, Tensor tp, Tensor fp, Tensor tn, Tensor fn, float none) {
    Tensor scale = tp.plus(fn).divideNoNan(tn.plus(fp)), gain = scale.times(wrong.divideNoNan(tp)).subtractedFrom(1);
    return tp.equalTo(0f).where(none, gain);
  }

  private Tensor under(Tensor x, Tensor y) { return first(x).minus(second(x)).times(height(first(y), second(y))); }

  private Tensor height(Tensor a, Tensor b) {
    return switch (summationMethod) {
      case INTERPOLATION -> a.plus(b).dividedBy(2);
      case MAJORING -> a.maximum(b);
      case MINORING -> a.minimum(b);
    };
  }

  /** The sum of the areas between the points; the mean of those of the labels. */
  private Tensor whole(Tensor areas) {
    if (!multiLabel) return areas.sum();
    Tensor each = areas.sumOver(false, 0);
    if (labelWeights == null) return each.mean();
    float[] numbers = new float[labelWeights.size()];
    for (int i = 0; i < numbers.length; i++) numbers[i] = labelWeights.get(i).floatValue();
    Tensor weights = each.constant(numbers);
    return each.times(weights).sum().divideNoNan(weights.sum());
  }

  private static Tensor interpolated(Tensor tp, Tensor fp, Tensor fn) {
    Tensor dtp = first(tp).minus(second(tp)), p = tp.plus(fp), a = first(p), b = second(p);
    Tensor slope = dtp.divideNoNan(a.minus(b).maximum(0)), intercept = second(tp).minus(slope.times(b));
    Tensor ratio = a.greater(0).and(b.greater(0)).where(a.divideNoNan(b.maximum(0)), 1f);
    Tensor increment = slope.times(dtp.plus(intercept.times(ratio.log())));
    return increment.divideNoNan(second(tp).plus(second(fn)).maximum(0));
  }

  /** All but the last. */
  private static Tensor first(Tensor x) { return x.slice(Slice.to(-1)); }

  /** All but the first. */
  private static Tensor second(Tensor x) { return x.slice(Slice.from(1)); }
}
