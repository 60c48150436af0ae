package kerava.layers;

import java.util.ArrayList;
import java.util.List;
import kerava.gradients.HandGradient;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.math.Mean;
import org.tensorflow.op.math.RsqrtGrad;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Mean and biased variance of x over some axes, and x normalized by them, with the backward pass in the order in which Python's gradients of
 * {@code nn.moments} and {@code nn.batch_normalization} compute and add it: the same sums by TensorFlow's C++ gradients differ in the last bits.
 */
final class Moments {
  private static final HandGradient GRADIENT = new HandGradient("batch_normalization", Moments::backward);

  private final Ops tf;
  private final Operand<TFloat32> x, mean, variance;
  private final Operand<TInt32> axes;

  Moments(Ops tf, Operand<TFloat32> x, int[] axes) {
    this.tf = tf;
    this.x = x;
    this.axes = tf.constant(axes);
    mean = tf.math.mean(x, this.axes, Mean.keepDims(true));
    variance = tf.math.mean(tf.math.squaredDifference(x, mean), this.axes, Mean.keepDims(true));
  }

  /** Shape of x with 1 for the axes over which it is the mean. */
  Operand<TFloat32> mean() { return mean; }

  Operand<TFloat32> variance() { return variance; }

  /** {@code gamma (x - mean) / sqrt(variance + epsilon) + beta}; gamma and beta may be null. */
  Operand<TFloat32> normalized(Operand<TFloat32> gamma, Operand<TFloat32> beta, float epsilon) {
    Operand<TFloat32> root = tf.math.rsqrt(tf.math.add(variance, tf.constant(epsilon)));
    Operand<TFloat32> inverse = gamma == null ? root : tf.math.mul(root, gamma);
    Operand<TFloat32> y = BatchNormalization.normalized(tf, x, mean, inverse, beta);
    Operand<TFloat32> scale = gamma == null ? tf.stopGradient(tf.onesLike(mean)) : gamma,
        offset = beta == null ? tf.stopGradient(mean) : beta;
    Operand<TFloat32> over = tf.dtypes.cast(axes, TFloat32.class);
    return GRADIENT.apply(tf, y, x, scale, offset, tf.stopGradient(mean), tf.stopGradient(root), over);
  }

  /** Of x, gamma and beta; the other inputs are what the forward pass knows already. */
  private static List<Operand<TFloat32>> backward(Ops tf, List<Operand<TFloat32>> in, Operand<TFloat32> dy) {
    Operand<TFloat32> x = in.get(0), gamma = in.get(1), beta = in.get(2), mean = in.get(3), root = in.get(4);
    Operand<TInt32> axes = tf.dtypes.cast(in.get(5), TInt32.class);
    Operand<TFloat32> inverse = tf.math.mul(root, gamma);
    Operand<TFloat32> dShift = sum(tf, dy, axes), dScaled = tf.math.neg(dShift);
    Operand<TFloat32> dInverse = tf.math.add(sum(tf, tf.math.mul(x, dy), axes), tf.math.mul(dScaled, mean));
    Operand<TFloat32> dVariance = RsqrtGrad.create(tf.scope(), root, tf.math.mul(dInverse, gamma));
    // What a mean over x hands back to each of its elements is the count'th part. In whole numbers, where no reciprocal takes the place of a division.
    Operand<TFloat32> count = tf.dtypes.cast(tf.math.div(tf.size(x), tf.size(mean)), TFloat32.class);
    // The square's factor 2 stands before the division, for TensorFlow would make v (2 / count) of 2 (v / count).
    Operand<TFloat32> fromVariance = tf.math.div(spread(tf, tf.math.mul(tf.constant(2f), dVariance), x), count);
    Operand<TFloat32> fromMean = spread(tf, tf.math.mul(dScaled, inverse), x), centred = tf.math.sub(x, mean);
    // TensorFlow orders the terms of a sum by their names.
    Operand<TFloat32> first = tf.withName("dx_1").math.mul(dy, inverse), second = tf.withName("dx_2").math.mul(fromVariance, centred);
    Operand<TFloat32> third = tf.withName("dx_3").math.div(fromMean, count);
    List<Operand<TFloat32>> gradients = new ArrayList<>(List.of(tf.math.addN(List.of(first, second, third)),
        tf.math.mul(tf.reshape(dInverse, tf.shape(gamma)), tf.reshape(root, tf.shape(gamma))), tf.reshape(dShift, tf.shape(beta))));
    for (Operand<TFloat32> known : in.subList(3, 6)) gradients.add(tf.zerosLike(known));
    return gradients;
  }

  private static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> x, Operand<TInt32> axes) {
    return tf.reduceSum(x, axes, ReduceSum.keepDims(true));
  }

  private static Operand<TFloat32> spread(Ops tf, Operand<TFloat32> gradient, Operand<TFloat32> x) {
    return tf.broadcastTo(gradient, tf.shape(x));
  }
}
