package kerava.metrics;

import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * The share of samples for which fewer than {@code k} outputs are larger than that at the label. Shapes: truth (batch, ...) or (batch, ...,
 * 1), prediction (batch, ..., classes). Source: Keras {@code metrics/accuracy_metrics.py} sparse_top_k_categorical_accuracy.
 */
public record SparseTopKCategoricalAccuracy(int k) implements MeanMetric {
  public SparseTopKCategoricalAccuracy { TopKCategoricalAccuracy.checkK("SparseTopKCategoricalAccuracy", k); }

  public SparseTopKCategoricalAccuracy() { this(5); }

  @Override public Metric resolve(Shape truth, Shape prediction) {
    Shapes.labels("SparseTopKCategoricalAccuracy", "TopKCategoricalAccuracy", truth, prediction);
    return this;
  }

  @Override public Tensor values(Tensor truth, Tensor prediction) { return TopKCategoricalAccuracy.among(truth, prediction, k); }
}
