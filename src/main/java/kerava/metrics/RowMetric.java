package kerava.metrics;

import kerava.ops.Tensor;
import kerava.tensor.Shape;
import org.tensorflow.proto.DataType;

/**
 * The mean of a number for each row of outputs, by a formula that losses share; in the type of the prediction. Shapes: truth and prediction
 * alike.
 */
interface RowMetric extends MeanMetric {
  /** (batch, ..., n) to (batch, ...). */
  Tensor rows(Tensor truth, Tensor prediction);

  @Override default Metric resolve(Shape truth, Shape prediction) {
    if (fitsColumns()) Shapes.alike(getClass().getSimpleName(), "a number", truth, prediction);
    else Shapes.same(getClass().getSimpleName(), truth, prediction);
    return this;
  }

  /** Whether Keras takes a truth of (batch) for an output of (batch, 1). */
  default boolean fitsColumns() { return true; }

  @Override default boolean takesAnyType() { return true; }

  @Override default Tensor values(Tensor truth, Tensor prediction) {
    return rows(truth.cast(prediction.type()), prediction).cast(DataType.DT_FLOAT);
  }
}
