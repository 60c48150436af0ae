package kerava.metrics;

import kerava.ops.ArgMax;
import kerava.ops.Tensor;
import kerava.tensor.Shape;
import org.tensorflow.proto.DataType;

/** 1 where the largest output is at the label, else 0. Shapes: truth (batch, ...) or (batch, ..., 1), prediction (batch, ..., classes). */
public record SparseCategoricalAccuracy() implements MeanMetric {
  @Override public Metric resolve(Shape truth, Shape prediction) {
    Shapes.labels("SparseCategoricalAccuracy", "CategoricalAccuracy", truth, prediction);
    return this;
  }

  /** As in Keras places and labels are compared as numbers of the output's type, so that in 16 bits some of many classes are one. */
  @Override public boolean takesAnyType() {
    return true;
  }

  @Override public Tensor values(Tensor truth, Tensor prediction) {
    Tensor labels = truth.rank() == prediction.rank() ? truth.squeezeLast() : truth;
    Tensor places = ArgMax.of(prediction).cast(prediction.type());
    return labels.cast(prediction.type()).equalTo(places).cast(DataType.DT_FLOAT);
  }
}
