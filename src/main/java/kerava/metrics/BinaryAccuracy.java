package kerava.metrics;

import kerava.ops.SameRank;
import kerava.ops.Tensor;
import kerava.tensor.Shape;
import org.tensorflow.proto.DataType;

/**
 * The share of a sample's outputs on the right side of 0.5 (an output of just 0.5 counts as 0). Shapes: truth and prediction (batch, ...,
 * n), or either without a last axis of 1.
 */
public record BinaryAccuracy() implements MeanMetric {
  @Override public Metric resolve(Shape truth, Shape prediction) {
    Shapes.alike("BinaryAccuracy", "a 0 or 1", truth, prediction);
    return this;
  }

  @Override public Tensor values(Tensor truth, Tensor prediction) {
    SameRank same = SameRank.of(truth, prediction);
    return same.first().equalTo(same.second().greater(.5f).cast(DataType.DT_FLOAT)).cast(DataType.DT_FLOAT);
  }
}
