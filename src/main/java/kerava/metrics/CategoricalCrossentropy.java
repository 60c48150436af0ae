package kerava.metrics;

import static kerava.KeravaException.require;

import kerava.config.Settings;
import kerava.ops.Crossentropy;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * The mean of {@code -sum(truth log(p))} over {@code axis}, the last by default and counted with the batch axis, on logits from 1 on; on
 * logits where a softmax made the prediction or {@code fromLogits} says so. {@code labelSmoothing} s: with
 * {@code truth (1 - s) + s / classes}, classes the size of the last axis. Source: Keras {@code metrics/probabilistic_metrics.py}
 * CategoricalCrossentropy.
 */
public record CategoricalCrossentropy(boolean fromLogits, double labelSmoothing, int axis) implements RowMetric {
  public CategoricalCrossentropy { BinaryCrossentropy.checkSmoothing("CategoricalCrossentropy", labelSmoothing); }

  public CategoricalCrossentropy() { this(false, 0); }

  public CategoricalCrossentropy(boolean fromLogits, double labelSmoothing) { this(fromLogits, labelSmoothing, -1); }

  /** This metric along another axis. */
  public CategoricalCrossentropy withAxis(int axis) { return Settings.with(this, "axis", axis); }

  @Override public Metric resolve(Shape truth, Shape prediction) {
    Shapes.rows("CategoricalCrossentropy", "SparseCategoricalCrossentropy", truth, prediction);
    int rank = prediction.rank();
    require(axis >= -rank && axis < rank && axis != 0 && axis != -rank,
        "CategoricalCrossentropy: axis must be one of the model's output, %s, and not that of the batch, got %d", prediction, axis);
    return this;
  }

  @Override public Tensor rows(Tensor truth, Tensor prediction) {
    return Crossentropy.categorical(truth, prediction, fromLogits, labelSmoothing, axis);
  }
}
