package kerava.metrics;

import kerava.ops.Crossentropy;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * The mean of {@code -sum(truth log(p))} over rows of classes; on logits where a softmax made the prediction or {@code fromLogits} says so.
 * {@code labelSmoothing} s: with {@code truth (1 - s) + s / classes}. Source: Keras {@code metrics/probabilistic_metrics.py} CategoricalCrossentropy.
 */
public record CategoricalCrossentropy(boolean fromLogits, double labelSmoothing) implements RowMetric {
  public CategoricalCrossentropy { BinaryCrossentropy.checkSmoothing("CategoricalCrossentropy", labelSmoothing); }

  public CategoricalCrossentropy() { this(false, 0); }

  @Override public Metric resolve(Shape truth, Shape prediction) {
    Shapes.rows("CategoricalCrossentropy", "SparseCategoricalCrossentropy", truth, prediction);
    return this;
  }

  @Override public Tensor rows(Tensor truth, Tensor prediction) {
    return Crossentropy.categorical(truth, prediction, fromLogits, labelSmoothing, -1);
  }
}
