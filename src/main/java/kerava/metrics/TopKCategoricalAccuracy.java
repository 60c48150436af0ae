package kerava.metrics;

import static kerava.KeravaException.require;

import kerava.ops.ArgMax;
import kerava.ops.Sorting;
import kerava.ops.Tensor;
import kerava.tensor.Shape;
import org.tensorflow.proto.DataType;

/**
 * The share of samples for which fewer than {@code k} outputs are larger than that at the largest of the one-hot row. Shapes: truth and
 * prediction (batch, ..., classes). Source: Keras {@code metrics/accuracy_metrics.py} top_k_categorical_accuracy.
 */
public record TopKCategoricalAccuracy(int k) implements MeanMetric {
  public TopKCategoricalAccuracy { checkK("TopKCategoricalAccuracy", k); }

  public TopKCategoricalAccuracy() { this(5); }

  static void checkK(String who, int k) { require(k > 0, "%s: k must be at least 1, got %d", who, k); }

  @Override public Metric resolve(Shape truth, Shape prediction) {
    Shapes.rows("TopKCategoricalAccuracy", "SparseTopKCategoricalAccuracy", truth, prediction);
    return this;
  }

  @Override public Tensor values(Tensor truth, Tensor prediction) { return among(ArgMax.of(truth), prediction, k); }

  /** 1 for each label that is among the {@code k} largest of its row, else 0. */
  static Tensor among(Tensor labels, Tensor prediction, int k) {
    Tensor rows = prediction.rank() > 2 ? prediction.reshape(-1, prediction.size(-1)) : prediction;
    Tensor flat = labels.rank() > 1 ? labels.reshape(-1) : labels;
    Tensor matches = Sorting.inTopK(flat.cast(DataType.DT_INT32), rows, k).cast(DataType.DT_FLOAT);
    return labels.rank() > 1 ? matches.reshape(labels.symbolicSizes()) : matches;
  }
}
