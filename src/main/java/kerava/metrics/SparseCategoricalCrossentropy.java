package kerava.metrics;

import kerava.ops.Crossentropy;
import kerava.ops.Tensor;
import kerava.tensor.Shape;
import org.tensorflow.proto.DataType;

/**
 * The mean of {@code -log(p[label])}; on logits where a softmax made the prediction or {@code fromLogits} says so. Shapes: truth (batch,
 * ...) or (batch, ..., 1), prediction (batch, ..., classes). Source: Keras {@code metrics/probabilistic_metrics.py}
 * SparseCategoricalCrossentropy.
 */
public record SparseCategoricalCrossentropy(boolean fromLogits) implements MeanMetric {
  public SparseCategoricalCrossentropy() { this(false); }

  @Override public Metric resolve(Shape truth, Shape prediction) {
    Shapes.labels("SparseCategoricalCrossentropy", "CategoricalCrossentropy", truth, prediction);
    return this;
  }

  @Override public boolean takesAnyType() { return true; }

  @Override public Tensor values(Tensor truth, Tensor prediction) {
    return Crossentropy.sparse(truth, prediction, fromLogits).cast(DataType.DT_FLOAT);
  }
}
