package kerava.metrics;

import static kerava.KeravaException.require;

import kerava.ops.SameRank;
import kerava.ops.Tensor;
import kerava.tensor.Shape;
import org.tensorflow.proto.DataType;

/**
 * The share of a sample's outputs on the right side of 0.5 (an output of just 0.5 counts as 0). Shapes: truth and prediction (batch, ..., n), or
 * either without a last axis of 1.
 */
public record BinaryAccuracy() implements MeanMetric {
  @Override public Metric resolve(Shape truth, Shape prediction) {
    require(truth.equals(prediction) || truth.equals(prediction.dropLast()) && prediction.last() == 1
        || prediction.equals(truth.dropLast()) && truth.last() == 1,
        "BinaryAccuracy: y must hold a 0 or 1 for each of the model's outputs, shape %s, got %s", prediction, truth);
    return this;
  }

  @Override public Tensor values(Tensor truth, Tensor prediction) {
    SameRank same = SameRank.of(truth, prediction);
    return same.first().equalTo(same.second().greater(.5f).cast(DataType.DT_FLOAT)).cast(DataType.DT_FLOAT);
  }
}
