package kerava.metrics;

import kerava.config.Members;
import kerava.ops.Tensor;
import kerava.tensor.Shape;

/** A number told beside the loss: the mean over all samples of the epoch of a value each sample has. Source: Keras {@code metrics/}. */
@Members({
    Accuracy.class,
    BinaryAccuracy.class,
    CategoricalAccuracy.class,
    SparseCategoricalAccuracy.class
}) public interface Metric {
  /** A value for each sample, (batch), or several whose mean is the sample's, (batch, ...). */
  Tensor values(Tensor truth, Tensor prediction);

  /** Itself, but for those that choose by shape (both with the batch axis); refuses shapes that it cannot compare. */
  default Metric resolve(Shape truth, Shape prediction) {
    return this;
  }
}
