package kerava.callbacks;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.Map;
import java.util.Set;
import kerava.config.Warnings;
import kerava.metrics.Metric;
import kerava.training.Training;

/**
 * The number that a callback watches, and whether it has become better by more than {@code minDelta}. Compared in float32, as Keras does.
 * Source: Keras {@code callbacks/monitor_callback.py}.
 */
final class Monitor {
  /** Metrics whose {@code _direction} is up; of the others, those of {@link #DOWN} have one. Source: Keras {@code metrics/}. */
  static final Set<String> UP = Set.of("AUC", "Accuracy", "BinaryAccuracy", "BinaryIoU", "CategoricalAccuracy", "ConcordanceCorrelation",
      "F1Score", "FBetaScore", "IoU", "MeanIoU", "OneHotIoU", "OneHotMeanIoU", "PearsonCorrelation", "Precision", "PrecisionAtRecall",
      "R2Score",
      "Recall", "RecallAtPrecision", "SensitivityAtSpecificity", "SparseCategoricalAccuracy", "SparseTopKCategoricalAccuracy",
      "SpecificityAtSensitivity", "TopKCategoricalAccuracy", "CosineSimilarity");
  static final Set<String> DOWN = Set.of("BinaryCrossentropy", "CategoricalCrossentropy", "CategoricalHinge", "Hinge", "KLDivergence",
      "LogCoshError", "MeanAbsoluteError", "MeanAbsolutePercentageError", "MeanSquaredError", "MeanSquaredLogarithmicError", "Poisson",
      "RootMeanSquaredError", "SparseCategoricalCrossentropy", "SquaredHinge");

  private final String who, name;
  private final Mode mode;
  private final double minDelta;
  /** Null: it is not known yet. */
  private Boolean up;
  private boolean warned;

  Monitor(String who, String name, Mode mode, double minDelta) {
    this.who = who;
    this.name = name;
    this.mode = mode;
    this.minDelta = Math.abs(minDelta);
  }

  String name() { return name; }

  /** Finds out which way is better; refuses what nobody can know. */
  void begin(Training training) {
    if (up != null) return;
    Boolean known = mode == Mode.AUTO ? direction(training.metrics()) : Boolean.valueOf(mode == Mode.MAX);
    require(known != null, inJava("give withMode(Mode.MAX) or withMode(Mode.MIN)"),
        "%s: monitor %s: nobody knows whether more of it is better",
        who,
        name);
    up = known;
  }

  /** A metric of several outputs has a name of its own in Keras, without its output, so it is not found there either. */
  private Boolean direction(Map<String, Metric> metrics) {
    String metric = name.startsWith("val_") ? name.substring(4) : name;
    if (metrics.containsKey(metric)) {
      String kind = metrics.get(metric).getClass().getSimpleName();
      if (UP.contains(kind) || DOWN.contains(kind)) return UP.contains(kind);
    }
    return metric.equals("loss") ? false : null;
  }

  /** Null if there is none; then it warns once, {@code what} happens without it. */
  Double value(Map<String, Double> logs, String what) {
    Double value = logs.get(name);
    if (value == null && !warned) {
      Warnings.warn("%s: %s `%s` which is not available. Available metrics are: %s", who, what, name, String.join(",", logs.keySet()));
      warned = true;
    }
    return value;
  }

  /** {@code reference} null: whatever comes is better. */
  boolean improves(double value, Double reference) {
    if (reference == null) return true;
    float changed = (float) (value - (up ? minDelta : -minDelta)), before = reference.floatValue();
    return up ? changed > before : changed < before;
  }
}
