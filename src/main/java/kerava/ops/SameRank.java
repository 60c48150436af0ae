package kerava.ops;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;

/**
 * Truth and prediction with as many axes: where one has a last axis of 1 more than the other, it loses it, but that a truth or prediction of shape
 * (batch) gets one. Source: Keras {@code losses/loss.py} squeeze_or_expand_to_same_rank.
 */
public record SameRank(Operand<TFloat32> truth, Operand<TFloat32> prediction) {
  public static SameRank of(Ops tf, Operand<TFloat32> truth, Operand<TFloat32> prediction) {
    int more = rank(truth) - rank(prediction);
    if (more == 1 && last(truth) == 1)
      return rank(prediction) == 1
          ? new SameRank(truth, tf.expandDims(prediction, tf.constant(-1)))
          : new SameRank(squeezed(tf, truth), prediction);
    if (more == -1 && last(prediction) == 1)
      return rank(truth) == 1
          ? new SameRank(tf.expandDims(truth, tf.constant(-1)), prediction)
          : new SameRank(truth, squeezed(tf, prediction));
    return new SameRank(truth, prediction);
  }

  private static Operand<TFloat32> squeezed(Ops tf, Operand<TFloat32> x) { return tf.squeeze(x, Squeeze.axis(java.util.List.of(-1L))); }

  private static int rank(Operand<TFloat32> x) { return x.shape().numDimensions(); }

  private static long last(Operand<TFloat32> x) { return x.shape().get(rank(x) - 1); }
}
