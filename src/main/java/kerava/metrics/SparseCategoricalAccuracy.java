package kerava.metrics;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** 1 where the largest output is at the label, else 0. Shapes: truth (batch) or (batch, 1), prediction (batch, classes). */
public record SparseCategoricalAccuracy() implements Metric {
  @Override public Operand<TFloat32> values(Ops tf, Operand<TFloat32> truth, Operand<TFloat32> prediction) {
    Operand<TFloat32> labels = truth.shape().numDimensions() == 1 ? truth : tf.reshape(truth, tf.constant(new int[] {-1}));
    Operand<TFloat32> chosen = tf.dtypes.cast(tf.math.argMax(prediction, tf.constant(-1)), TFloat32.class);
    return tf.dtypes.cast(tf.math.equal(labels, chosen), TFloat32.class);
  }
}
