package kerava.metrics;

import static kerava.KeravaException.require;

import kerava.ops.SameRank;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The share of a sample's outputs on the right side of 0.5 (an output of just 0.5 counts as 0). Shapes: truth and prediction (batch, ..., n), or
 * either without a last axis of 1.
 */
public record BinaryAccuracy() implements Metric {
  @Override public Metric resolve(Shape truth, Shape prediction) {
    require(truth.equals(prediction) || truth.equals(prediction.dropLast()) && prediction.last() == 1
        || prediction.equals(truth.dropLast()) && truth.last() == 1,
        "BinaryAccuracy: y must hold a 0 or 1 for each of the model's outputs, shape %s, got %s", prediction, truth);
    return this;
  }

  @Override public Operand<TFloat32> values(Ops tf, Operand<TFloat32> truth, Operand<TFloat32> prediction) {
    SameRank same = SameRank.of(tf, truth, prediction);
    Operand<TFloat32> sides = tf.dtypes.cast(tf.math.greater(same.prediction(), tf.constant(.5f)), TFloat32.class);
    return tf.dtypes.cast(tf.math.equal(same.truth(), sides), TFloat32.class);
  }
}
