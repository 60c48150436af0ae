package kerava.metrics;

import kerava.config.AlsoCalled;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/**
 * The share of samples that are right; by the shapes of y and of the output it is {@link BinaryAccuracy}, {@link SparseCategoricalAccuracy}
 * or {@link CategoricalAccuracy}. Source: Keras {@code trainers/compile_utils.py} get_metric.
 */
@AlsoCalled("acc") public record Accuracy() implements MeanMetric {
  @Override public Metric resolve(Shape truth, Shape prediction) {
    boolean sparse = truth.rank() < prediction.rank() || truth.last() == 1;
    Metric kind = prediction.last() == 1 ? new BinaryAccuracy() : sparse ? new SparseCategoricalAccuracy() : new CategoricalAccuracy();
    return kind.resolve(truth, prediction);
  }

  @Override public Tensor values(Tensor truth, Tensor prediction) {
    throw new IllegalStateException("Accuracy: resolve it by shape first");
  }
}
