package kerava.metrics;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The share of a sample's outputs on the right side of 0.5 (an output of just 0.5 counts as 0). Shapes: truth and prediction (batch, n). */
public record BinaryAccuracy() implements Metric {
  @Override public Operand<TFloat32> values(Ops tf, Operand<TFloat32> truth, Operand<TFloat32> prediction) {
    Operand<TFloat32> rows = tf.reshape(truth, tf.shape(prediction));
    Operand<TFloat32> sides = tf.dtypes.cast(tf.math.greater(prediction, tf.constant(.5f)), TFloat32.class);
    return tf.math.mean(tf.dtypes.cast(tf.math.equal(rows, sides), TFloat32.class), tf.constant(-1));
  }
}
