package kerava.metrics;

import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A number told beside the loss: the mean over all samples of the epoch of a value each sample has. Source: Keras {@code metrics/}. */
public sealed interface Metric permits Accuracy, BinaryAccuracy, CategoricalAccuracy, SparseCategoricalAccuracy {
  /** A value for each sample, (batch), or several whose mean is the sample's, (batch, ...). */
  Operand<TFloat32> values(Ops tf, Operand<TFloat32> truth, Operand<TFloat32> prediction);

  /** Itself, but for those that choose by shape (both with the batch axis); refuses shapes that it cannot compare. */
  default Metric resolve(Shape truth, Shape prediction) {
    return this;
  }
}
