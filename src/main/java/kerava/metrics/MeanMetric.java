package kerava.metrics;

import kerava.ops.Tensor;

/** The mean over all samples of the epoch of a value each sample has. Source: Keras {@code metrics/reduction_metrics.py}. */
public non-sealed interface MeanMetric extends Metric {
  /** A value for each sample, (batch), or several whose mean is the sample's, (batch, ...). */
  Tensor values(Tensor truth, Tensor prediction);

  /** Whether it takes predictions of the type in which the model's last layer computes; else they are cast to float32 for it. */
  default boolean takesAnyType() {
    return false;
  }
}
