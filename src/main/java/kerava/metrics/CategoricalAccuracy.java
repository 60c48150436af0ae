package kerava.metrics;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** 1 where the largest output is at the largest of the one-hot row, else 0. Shapes: truth and prediction (batch, classes). */
public record CategoricalAccuracy() implements Metric {
  @Override public Operand<TFloat32> values(Ops tf, Operand<TFloat32> truth, Operand<TFloat32> prediction) {
    return tf.dtypes.cast(tf.math.equal(tf.math.argMax(truth, tf.constant(-1)), tf.math.argMax(prediction, tf.constant(-1))), TFloat32.class);
  }
}
