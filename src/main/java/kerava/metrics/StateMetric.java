package kerava.metrics;

import java.util.Map;
import kerava.KeravaException;
import kerava.ops.Tensor;
import kerava.tensor.Shape;
import org.jspecify.annotations.Nullable;

/** A number made of what was gathered over the samples of the epoch, beginning with zeros. Source: Keras {@code metrics/metric.py}. */
public non-sealed interface StateMetric extends Metric {
  /** What is gathered, by name, and its shape. */
  Map<String, Shape> state();

  /** The same for an output of this shape, with the batch axis, where it depends on that. */
  default Map<String, Shape> state(Shape prediction) {
    return state();
  }

  /** The whole state after one more batch, by the names of {@link #state}. */
  Map<String, Tensor> update(Map<String, Tensor> state, Tensor truth, Tensor prediction);

  /** The same of samples that weigh differently, {@code weights} (batch); null: they do not. */
  default Map<String, Tensor> update(Map<String, Tensor> state, Tensor truth, Tensor prediction, @Nullable Tensor weights) {
    KeravaException.require(weights == null,
        "%s: takes no weights of samples; compile the model with it among the metrics that are not weighted",
        getClass().getSimpleName());
    return update(state, truth, prediction);
  }

  /** The number, a scalar. */
  Tensor result(Map<String, Tensor> state);
}
