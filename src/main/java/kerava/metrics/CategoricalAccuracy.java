package kerava.metrics;

import static kerava.KeravaException.require;

import kerava.config.Warnings;
import kerava.ops.ArgMax;
import kerava.ops.Tensor;
import kerava.tensor.Shape;
import org.tensorflow.proto.DataType;

/** 1 where the largest output is at the largest of the one-hot row, else 0. Shapes: truth and prediction (batch, ..., classes). */
public record CategoricalAccuracy() implements MeanMetric {
  /**
   * Labels instead of rows are compared as Keras compares them, with a warning: files that Keras 2 has loaded and saved again ask for it.
   */
  @Override public Metric resolve(Shape truth, Shape prediction) {
    require(truth.rank() == prediction.rank() || prediction.rank() == 2,
        "CategoricalAccuracy: y must have a number for each of the model's outputs, shape %s, got %s; for labels take SparseCategoricalAccuracy",
        prediction, truth);
    if (!truth.equals(prediction))
      Warnings.warn("CategoricalAccuracy compares the places of the largest numbers of rows, shape %s, and got %s, so it says nothing; "
          + "for labels take SparseCategoricalAccuracy", prediction, truth);
    return this;
  }

  /** As in Keras places are compared as numbers of the output's type, so that in 16 bits some of many classes are one. */
  @Override public boolean takesAnyType() {
    return true;
  }

  @Override public Tensor values(Tensor truth, Tensor prediction) {
    Tensor right = ArgMax.of(truth), made = ArgMax.of(prediction);
    boolean whole = prediction.type() == DataType.DT_FLOAT;
    return (whole ? right.equalTo(made) : right.cast(prediction.type()).equalTo(made.cast(prediction.type()))).cast(DataType.DT_FLOAT);
  }
}
