package kerava.metrics;

import java.util.Map;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/** A number made of what was gathered over the samples of the epoch, beginning with zeros. Source: Keras {@code metrics/metric.py}. */
public non-sealed interface StateMetric extends Metric {
  /** What is gathered, by name, and its shape. */
  Map<String, Shape> state();

  /** The whole state after one more batch, by the names of {@link #state}. */
  Map<String, Tensor> update(Map<String, Tensor> state, Tensor truth, Tensor prediction);

  /** The number, a scalar. */
  Tensor result(Map<String, Tensor> state);
}
