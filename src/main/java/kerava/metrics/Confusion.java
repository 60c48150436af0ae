package kerava.metrics;

import static kerava.KeravaException.require;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kerava.ops.SameRank;
import kerava.ops.Slice;
import kerava.ops.Sorting;
import kerava.ops.Tensor;
import kerava.tensor.Shape;
import org.tensorflow.proto.DataType;

/**
 * How many predictions are above a threshold and how many are not, of labels other than 0 and of zeros: vectors of float32 with a number
 * for each of {@code thresholds}; by label a matrix, (thresholds, labels). Source: Keras {@code metrics/metrics_utils.py}
 * update_confusion_matrix_variables.
 *
 * @param even whether the thresholds are equally far apart from 0 to 1
 */
record Confusion(float[] thresholds, boolean even) {
  static final String TRUE_POSITIVES = "true_positives", FALSE_POSITIVES = "false_positives", TRUE_NEGATIVES = "true_negatives",
      FALSE_NEGATIVES = "false_negatives";
  /** Less than any prediction: what is not among the largest, and the threshold that all others are above. */
  static final float LEAST = -1e10f;

  /** The state of a metric that needs these counts. */
  Map<String, Shape> state(String... counts) { return state(Shape.of(thresholds.length), counts); }

  static Map<String, Shape> state(Shape shape, String... counts) {
    Map<String, Shape> state = new LinkedHashMap<>();
    for (String count : counts) state.put(count, shape);
    return state;
  }

  /** Refuses a place beyond the classes of an output, which may be null. */
  static void checkClass(String who, Integer classId, Shape prediction) {
    require(classId == null || prediction.rank() > 1 && classId >= 0 && classId < prediction.last(),
        "%s: classId must be one of the classes of the output, of shape %s, got %s", who, prediction, classId);
  }

  /** Labels and predictions of a batch, with as many axes, and their weights, null: 1 each. */
  record Batch(Tensor truth, Tensor prediction, Tensor weights) {
    /** {@code weights}: (batch), or null. */
    static Batch of(Tensor truth, Tensor prediction, Tensor weights) {
      SameRank same = SameRank.of(prediction, truth);
      Tensor p = same.first(), y = same.second();
      Tensor each = weights == null || y.rank() == 1 ? weights : weights.expandDims(-1);
      return new Batch(y, p, each == null ? null : each.broadcastLike(p));
    }

    /** Of which the {@code k} largest predictions of each row keep their size; null: all. */
    Batch top(Integer k) {
      if (k == null) return this;
      Tensor places = Sorting.topPlaces(prediction, k), all = Sorting.ranks(prediction).minus(1);
      Tensor chosen = places.expandDims(-1).cast(DataType.DT_FLOAT).equalTo(all).cast(DataType.DT_FLOAT).sumOver(false, -2);
      return new Batch(truth, prediction.times(chosen).plus(chosen.subtractedFrom(1).scaledBy(LEAST)), weights);
    }

    /** Of one class alone; null: all. */
    Batch ofClass(Integer classId) {
      if (classId == null) return this;
      Slice[] one = {Slice.ellipsis(), Slice.range(classId, classId + 1)};
      return new Batch(truth.slice(one), prediction.slice(one), weights == null ? null : weights.slice(one));
    }

    /** With a weight for each place of the last axis, too. */
    Batch weighted(List<Double> byLabel) {
      if (byLabel == null) return this;
      float[] numbers = new float[byLabel.size()];
      for (int i = 0; i < numbers.length; i++) numbers[i] = byLabel.get(i).floatValue();
      Tensor each = prediction.constant(numbers).expandDims(0).broadcastLike(prediction);
      return new Batch(truth, prediction, weights == null ? each : weights.times(each));
    }

    /** Everything in a row. */
    Batch flat() { return new Batch(truth.reshape(-1), prediction.reshape(-1), weights == null ? null : weights.reshape(-1)); }
  }

  /** {@code state} with the counts of one more batch, of those that are there. */
  Map<String, Tensor> update(Map<String, Tensor> state, Batch batch) { return updated(state, batch.flat(), false); }

  /** The same by label, of (batch, labels). */
  Map<String, Tensor> updateByLabel(Map<String, Tensor> state, Batch batch) { return updated(state, batch, true); }

  private Map<String, Tensor> updated(Map<String, Tensor> state, Batch batch, boolean byLabel) {
    Map<String, Tensor> counts = even ? inBuckets(batch, byLabel) : above(batch), after = new LinkedHashMap<>();
    state.forEach((name, before) -> after.put(name, before.plus(counts.get(name))));
    return after;
  }

  private Map<String, Tensor> inBuckets(Batch batch, boolean byLabel) {
    Tensor label = batch.truth.notEqual(0).cast(DataType.DT_FLOAT), other = label.subtractedFrom(1);
    if (batch.weights != null) {
      label = label.times(batch.weights);
      other = other.times(batch.weights);
    }
    Tensor bucket = batch.prediction.clip(0, 1).times((float) (thresholds.length - 1)).ceil().minus(1);
    Tensor places = (isBeyond() ? bucket.relu() : bucket).cast(DataType.DT_INT32);
    Tensor tp = byLabel ? sumsByLabel(label, places) : sums(label, places), fp = byLabel ? sumsByLabel(other, places) : sums(other, places);
    Tensor trues = byLabel ? label.transpose(1, 0).sumOver(false, 1) : label.sum();
    Tensor others = byLabel ? other.transpose(1, 0).sumOver(false, 1) : other.sum();
    return Map.of(TRUE_POSITIVES, tp, FALSE_POSITIVES, fp, TRUE_NEGATIVES, others.minus(fp), FALSE_NEGATIVES, trues.minus(tp));
  }

  /** Whether the first threshold is below 0, so that all predictions are above it. */
  private boolean isBeyond() { return thresholds[0] < 0; }

  /** For each threshold the sum of what is in its bucket and those after it. */
  private Tensor sums(Tensor weights, Tensor places) {
    return Sorting.cumulativeSum(weights.segmentSum(places, thresholds.length).slice(Slice.every(-1))).slice(Slice.every(-1));
  }

  /** The same for each label, (thresholds, labels); what is in no bucket has a negative place. */
  private Tensor sumsByLabel(Tensor weights, Tensor places) {
    int labels = (int) weights.size(-1), all = thresholds.length;
    Tensor row = places.constant(IntStream.range(0, labels).map(label -> label * all).toArray());
    Tensor inRow = places.less(0).where(places, places.plus(row)).transpose(1, 0).reshape(-1);
    Tensor buckets = weights.transpose(1, 0).reshape(-1).segmentSum(inRow, labels * all).reshape(labels, all);
    return Sorting.cumulativeSum(buckets.reverse(1)).reverse(1).transpose(1, 0);
  }

  private Map<String, Tensor> above(Batch batch) {
    Tensor p = batch.prediction.expandDims(0), label = batch.truth.notEqual(0).expandDims(0);
    long[] sizes = new long[p.rank()];
    Arrays.fill(sizes, 1);
    sizes[0] = thresholds.length;
    Tensor positive = p.greater(p.constant(thresholds).reshape(sizes)),
        weights = batch.weights == null ? null : batch.weights.expandDims(0);
    return Map.of(TRUE_POSITIVES, count(label, positive, weights), FALSE_POSITIVES, count(label.not(), positive, weights), TRUE_NEGATIVES,
        count(label.not(), positive.not(), weights), FALSE_NEGATIVES, count(label, positive.not(), weights));
  }

  private static Tensor count(Tensor label, Tensor prediction, Tensor weights) {
    Tensor both = label.and(prediction);
    return (weights == null ? both.cast(DataType.DT_FLOAT) : both.where(weights, 0)).sumOver(false, 1);
  }

  /** {@code num} thresholds equally far apart, the first below 0 and the last above 1. */
  static Confusion even(int num) { return new Confusion(beyond(inner(num)).thresholds, true); }

  /** These thresholds in order, one below 0 and one above 1. */
  static Confusion given(List<Double> inner) { return beyond(inner.stream().mapToDouble(each -> each).sorted().toArray()); }

  /** One threshold. */
  static Confusion at(float threshold) { return new Confusion(new float[] {threshold}, false); }

  /** {@code num} thresholds equally far apart from 0 to 1; one is 0.5. */
  static Confusion within(int num) {
    if (num == 1) return at(.5f);
    double[] inner = inner(num);
    float[] all = new float[num];
    for (int i = 0; i < inner.length; i++) all[i + 1] = (float) inner[i];
    all[num - 1] = 1;
    return new Confusion(all, true);
  }

  private static double[] inner(int num) { return IntStream.range(1, num - 1).mapToDouble(i -> i * 1.0 / (num - 1)).toArray(); }

  private static Confusion beyond(double[] inner) {
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
