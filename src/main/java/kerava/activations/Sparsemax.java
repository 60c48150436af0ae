package kerava.activations;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The formulas of sparsemax over the last axis. Source: Martins and Astudillo, "From softmax to sparsemax", 2016. */
final class Sparsemax {
  private Sparsemax() {}

  static Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) {
    Operand<TInt32> last = tf.constant(-1);
    Operand<TInt32> size = tf.gather(tf.shape(x), last(tf, x), tf.constant(0));
    Operand<TFloat32> sorted = tf.nn.topK(x, size, TInt32.class).values();
    Operand<TFloat32> sums = tf.math.cumsum(sorted, last);
    Operand<TFloat32> ranks = tf.dtypes.cast(tf.range(tf.constant(1), tf.math.add(size, tf.constant(1)), tf.constant(1)), TFloat32.class);
    var support = tf.math.greater(tf.math.sub(sorted, tf.math.div(tf.math.sub(sums, tf.constant(1f)), ranks)), tf.constant(0f));
    Operand<TFloat32> k = sum(tf, tf.dtypes.cast(support, TFloat32.class));
    Operand<TFloat32> kept = sum(tf, tf.select(support, sums, tf.zerosLike(sums)));
    return tf.math.maximum(tf.math.sub(x, tf.math.div(tf.math.sub(kept, tf.constant(1f)), k)), tf.constant(0f));
  }

  static Operand<TFloat32> gradient(Ops tf, Operand<TFloat32> x, Operand<TFloat32> dy) {
    Operand<TFloat32> support = tf.dtypes.cast(tf.math.greater(call(tf, x), tf.constant(0f)), TFloat32.class);
    Operand<TFloat32> mean = tf.math.div(sum(tf, tf.math.mul(support, dy)), sum(tf, support));
    return tf.math.mul(support, tf.math.sub(dy, mean));
  }

  private static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> x) { return tf.reduceSum(x, tf.constant(-1), ReduceSum.keepDims(true)); }

  private static Operand<TInt32> last(Ops tf, Operand<TFloat32> x) { return tf.math.sub(tf.rank(x), tf.constant(1)); }
}
