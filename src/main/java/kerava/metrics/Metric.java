package kerava.metrics;

import kerava.config.Members;
import kerava.config.Names;
import kerava.tensor.Shape;

/** A number told beside the loss: a mean over the samples of the epoch, or what is made of a state. Source: Keras {@code metrics/}. */
@Members({
    AUC.class,
    Accuracy.class,
    BinaryAccuracy.class,
    CategoricalAccuracy.class,
    Precision.class,
    Recall.class,
    SparseCategoricalAccuracy.class
}) public sealed interface Metric permits MeanMetric, StateMetric {
  /** Itself, but for those that choose by shape (both with the batch axis); refuses shapes that it cannot compare. */
  default Metric resolve(Shape truth, Shape prediction) {
    return this;
  }

  /** What logs call it if nothing else is said. */
  default String logName() { return Names.snakeCase(getClass().getSimpleName()); }
}
