package kerava.metrics;

import static kerava.KeravaException.require;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kerava.ops.Slice;
import kerava.ops.Sorting;
import kerava.ops.Tensor;
import kerava.tensor.Shape;
import org.tensorflow.proto.DataType;

/**
 * How many predictions are above a threshold and how many are not, of labels other than 0 and of zeros: vectors of float32 with a number for each of
 * {@code thresholds}. Source: Keras {@code metrics/metrics_utils.py} update_confusion_matrix_variables.
 *
 * @param even whether the thresholds are equally far apart from 0 to 1, but for a bit beyond these
 */
record Confusion(float[] thresholds, boolean even) {
  static final String TRUE_POSITIVES = "true_positives", FALSE_POSITIVES = "false_positives", TRUE_NEGATIVES = "true_negatives",
      FALSE_NEGATIVES = "false_negatives";

  /** The state of a metric that needs these counts. */
  Map<String, Shape> state(String... counts) {
    Map<String, Shape> state = new LinkedHashMap<>();
    for (String count : counts) state.put(count, Shape.of(thresholds.length));
    return state;
  }

  static void check(String who, Shape truth, Shape prediction) {
    require(truth.equals(prediction) || truth.equals(prediction.dropLast()) && prediction.last() == 1
        || prediction.equals(truth.dropLast()) && truth.last() == 1,
        "%s: y must hold a 0 or 1 for each of the model's outputs, shape %s, got %s", who, prediction, truth);
  }

  /** {@code state} with the counts of one more batch, of those that are there. */
  Map<String, Tensor> update(Map<String, Tensor> state, Tensor truth, Tensor prediction) {
    Tensor label = truth.reshape(-1).notEqual(0).cast(DataType.DT_FLOAT), p = prediction.reshape(-1), other = label.subtractedFrom(1);
    Tensor tp = even ? inBuckets(label, p) : above(label, p), fp = even ? inBuckets(other, p) : above(other, p);
    Map<String, Tensor> counts = Map.of(TRUE_POSITIVES, tp, FALSE_POSITIVES, fp, TRUE_NEGATIVES, other.sum().minus(fp), FALSE_NEGATIVES,
        label.sum().minus(tp));
    Map<String, Tensor> after = new LinkedHashMap<>();
    state.forEach((name, before) -> after.put(name, before.plus(counts.get(name))));
    return after;
  }

  private Tensor inBuckets(Tensor weights, Tensor p) {
    Tensor bucket = p.clip(0, 1).times((float) (thresholds.length - 1)).ceil().minus(1).relu().cast(DataType.DT_INT32);
    Tensor backwards = weights.segmentSum(bucket, thresholds.length).slice(Slice.every(-1));
    return Sorting.cumulativeSum(backwards).slice(Slice.every(-1));
  }

  private Tensor above(Tensor weights, Tensor p) {
    Tensor limits = p.constant(thresholds).expandDims(1), above = p.expandDims(0).greater(limits).cast(DataType.DT_FLOAT);
    return above.times(weights.expandDims(0)).sumOver(false, 1);
  }

  /** {@code num} thresholds equally far apart. */
  static Confusion even(int num) { return of(IntStream.range(1, num - 1).mapToDouble(i -> i * 1.0 / (num - 1)).toArray()); }

  /** These thresholds in order, one below 0 and one above 1. */
  static Confusion given(List<Double> inner) { return of(inner.stream().mapToDouble(each -> each).sorted().toArray()); }

  private static Confusion of(double[] inner) {
    float[] all = new float[inner.length + 2];
    boolean even = true;
    for (int i = 0; i < inner.length; i++) {
      all[i + 1] = (float) inner[i];
      double place = (float) (i + 1) / (float) (inner.length + 1);
      even &= Math.abs(inner[i] - place) <= 1e-7 + 1e-5 * place;
    }
    all[0] = (float) -1e-7;
    all[all.length - 1] = (float) (1 + 1e-7);
    return new Confusion(all, even && all.length >= 3);
  }

  @Override public boolean equals(Object other) {
    return other instanceof Confusion c && Arrays.equals(thresholds, c.thresholds) && even == c.even;
  }

  @Override public int hashCode() { return Arrays.hashCode(thresholds); }
}
