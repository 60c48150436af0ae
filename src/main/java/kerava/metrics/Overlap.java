package kerava.metrics;

import static kerava.KeravaException.require;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import kerava.ops.ArgMax;
import kerava.ops.Epsilon;
import kerava.ops.Tensor;
import kerava.tensor.Shape;
import org.tensorflow.proto.DataType;

/**
 * For some classes the number of places that are of it by truth and prediction, over those that are of it by either; the mean of those that
 * occur. Places whose truth or prediction is no class count for nothing. Shapes: truth and prediction alike, but for the axis of classes of
 * what is not sparse. Source: Keras {@code metrics/iou_metrics.py}.
 */
interface Overlap extends StateMetric {
  /**
   * Counts below {@link #FULL}, (classes of truth, classes of prediction), and how often they were full: float32 counts to 2^24, Keras's
   * int64 further.
   */
  String TOTAL = "total_confusion_matrix", CARRIED = "carried_confusion_matrix";
  int FULL = 1 << 20;

  int numClasses();

  /** Null: all. */
  default ClassIds targetClassIds() { return null; }

  /** A class of the truth that is left aside; null: none. */
  default Integer ignoreClass() { return null; }

  /** Whether the truth holds classes, not a number for each class. */
  default boolean sparseYTrue() { return true; }

  /** The same of the prediction. */
  default boolean sparseYPred() { return true; }

  static void check(String who, int numClasses, ClassIds targets) {
    require(numClasses > 0, "%s: numClasses must be at least 1, got %d", who, numClasses);
    require(targets == null || targets.ids().stream().allMatch(id -> id < numClasses),
        "%s: targetClassIds must be below numClasses, %d, got %s", who,
        numClasses, targets);
  }

  @Override default Metric resolve(Shape truth, Shape prediction) {
    String who = getClass().getSimpleName();
    require(sparseYPred() || prediction.rank() > 1 && prediction.last() == numClasses(),
        "%s: the output must have a number for each of numClasses, %d, got shape %s", who, numClasses(), prediction);
    require(sparseYTrue() || truth.rank() > 1, "%s: y must have a number for each class, got shape %s", who, truth);
    Shape given = sparseYTrue() ? truth : truth.dropLast(), made = sparseYPred() ? prediction : prediction.dropLast();
    Shapes.alike(who, "a class", given, made);
    return this;
  }

  @Override default Map<String, Shape> state() {
    Map<String, Shape> state = new LinkedHashMap<>();
    for (String name : new String[] {TOTAL, CARRIED}) state.put(name, Shape.of(numClasses(), numClasses()));
    return state;
  }

  /** The class of each place. */
  default Tensor predicted(Tensor prediction) { return sparseYPred() ? prediction : ArgMax.of(prediction); }

  @Override default Map<String, Tensor> update(Map<String, Tensor> state, Tensor truth, Tensor prediction) {
    return update(state, truth, prediction, null);
  }

  @Override default Map<String, Tensor> update(Map<String, Tensor> state, Tensor truth, Tensor prediction, Tensor weights) {
    Tensor y = classes(sparseYTrue() ? truth : ArgMax.of(truth)), p = classes(predicted(prediction));
    require(weights == null || places(prediction) == 1,
        "%s: takes a weight for each place, and samples of the output, of shape %s, have several; compile the model with it among the metrics that are "
            + "not weighted",
        getClass().getSimpleName(), Shape.ofSizes(prediction.sizes()));
    Tensor counts = isClass(y).and(isClass(p));
    if (ignoreClass() != null) counts = counts.and(y.notEqual(ignoreClass()));
    // Keras counts in whole numbers, so that a weight is cut to one
    Tensor each =
        weights == null ? counts.cast(DataType.DT_FLOAT) : counts.where(weights.cast(DataType.DT_INT32).cast(DataType.DT_FLOAT), 0);
    Tensor places = counts.where(y.times(numClasses()).plus(p), y.zerosLike());
    Tensor batch = each.segmentSum(places, numClasses() * numClasses()).reshape(numClasses(), numClasses());
    Tensor sum = state.get(TOTAL).plus(batch), full = sum.dividedBy(FULL).floor();
    return Map.of(TOTAL, sum.minus(full.times(FULL)), CARRIED, state.get(CARRIED).plus(full));
  }

  /** How many places a sample has; -1: not known. */
  private long places(Tensor prediction) {
    long places = 1;
    for (int axis = 1; axis < prediction.rank() - (sparseYPred() ? 0 : 1); axis++) places *= prediction.size(axis);
    return places;
  }

  private static Tensor classes(Tensor x) { return x.cast(DataType.DT_INT32).reshape(-1); }

  private Tensor isClass(Tensor x) { return x.greaterEqual(0).and(x.less(numClasses())); }

  @Override default Tensor result(Map<String, Tensor> state) {
    Tensor total = state.get(CARRIED).cast(DataType.DT_INT64).times(FULL).plus(state.get(TOTAL).cast(DataType.DT_INT64));
    int[] targets = targetClassIds() == null
        ? IntStream.range(0, numClasses()).toArray()
        : targetClassIds().ids().stream().mapToInt(Integer::intValue).toArray();
    Tensor chosen = total.constant(targets),
        both = total.reshape(-1).take(total.constant(IntStream.of(targets).map(id -> id * (numClasses() + 1)).toArray()));
    Tensor either = total.sumOver(false, 0).plus(total.sumOver(false, 1)).take(chosen).minus(both);
    Tensor denominator = either.cast(DataType.DT_FLOAT), occurs = denominator.greater(1e-9f);
    Tensor share = occurs.where(both.cast(DataType.DT_FLOAT).dividedBy(denominator.add(Epsilon.VALUE)), 0f);
    return share.sumOver(false, -1).dividedBy(occurs.cast(DataType.DT_FLOAT).sum().add(Epsilon.VALUE));
  }
}
