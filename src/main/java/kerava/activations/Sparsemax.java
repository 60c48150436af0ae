package kerava.activations;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.math.Cumsum;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * {@code y = max(x - tau, 0)} over the last axis, as Keras 3.15 computes it: tau = (sum of the cumulative sums over the support - 1) / k, where
 * Martins and Astudillo, "From softmax to sparsemax", 2016, have the sum over the support; so y need not add up to 1.
 */
final class Sparsemax {
  private Sparsemax() {}

  /** What y is made from: where each place of the sorted x came from, which places support tau, how many those are, and tau. */
  private record Threshold(Operand<TInt32> places, Operand<TBool> support, Operand<TFloat32> k, Operand<TFloat32> tau) {}

  static Operand<TFloat32> call(Ops tf, Operand<TFloat32> x) {
    return tf.math.maximum(tf.math.sub(x, threshold(tf, x).tau), tf.constant(0f));
  }

  private static Threshold threshold(Ops tf, Operand<TFloat32> x) {
    Operand<TInt32> size = lastSize(tf, x);
    var sorted = tf.nn.topK(x, size, TInt32.class);
    Operand<TFloat32> sums = tf.math.cumsum(sorted.values(), tf.constant(-1));
    Operand<TFloat32> ranks = tf.dtypes.cast(tf.range(tf.constant(1), tf.math.add(size, tf.constant(1)), tf.constant(1)), TFloat32.class);
    var support = tf.math.greater(tf.math.sub(sorted.values(), tf.math.div(tf.math.sub(sums, tf.constant(1f)), ranks)), tf.constant(0f));
    Operand<TFloat32> k = sum(tf, tf.dtypes.cast(support, TFloat32.class));
    Operand<TFloat32> kept = sum(tf, tf.select(support, sums, tf.zerosLike(sums)));
    return new Threshold(sorted.indices(), support, k, tf.math.div(tf.math.sub(kept, tf.constant(1f)), k));
  }

  /** dx = s dy - dtau/dx sum(s dy), s = [x >= tau], dtau/dx = (k - rank)/k over the support, ranks from 0; in the order of Keras's backward pass. */
  static Operand<TFloat32> gradient(Ops tf, Operand<TFloat32> x, Operand<TFloat32> dy) {
    Threshold t = threshold(tf, x);
    Operand<TFloat32> direct = tf.select(tf.math.greaterEqual(tf.math.sub(x, t.tau), tf.constant(0f)), dy, tf.zerosLike(dy));
    Operand<TFloat32> share = tf.math.div(tf.math.neg(sum(tf, direct)), t.k);
    Operand<TFloat32> shares = tf.select(t.support, share, tf.zerosLike(x));
    return tf.math.add(direct, unsorted(tf, tf.math.cumsum(shares, tf.constant(-1), Cumsum.reverse(true)), t.places));
  }

  /** The values of each row at the places they came from. */
  private static Operand<TFloat32> unsorted(Ops tf, Operand<TFloat32> values, Operand<TInt32> places) {
    Operand<TInt32> size = lastSize(tf, values), all = tf.size(values);
    Operand<TInt32> starts = tf.expandDims(tf.range(tf.constant(0), all, size), tf.constant(-1));
    Operand<TInt32> rows = tf.reshape(places, tf.stack(List.of(tf.constant(-1), size)));
    Operand<TInt32> indices = tf.reshape(tf.math.add(rows, starts), tf.constant(new int[] {-1, 1}));
    Operand<TFloat32> flat = tf.scatterNd(indices, tf.reshape(values, tf.constant(new int[] {-1})), tf.expandDims(all, tf.constant(0)));
    return tf.reshape(flat, tf.shape(values));
  }

  private static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> x) { return tf.reduceSum(x, tf.constant(-1), ReduceSum.keepDims(true)); }

  private static Operand<TInt32> lastSize(Ops tf, Operand<TFloat32> x) {
    return tf.gather(tf.shape(x), tf.math.sub(tf.rank(x), tf.constant(1)), tf.constant(0));
  }
}
