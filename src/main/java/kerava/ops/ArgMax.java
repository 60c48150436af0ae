package kerava.ops;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * The place of the largest value along the last axis, the first of several; a negative zero is less than a zero.
 * Source: Keras {@code backend/tensorflow/numpy.py} argmax.
 */
public final class ArgMax {
  private ArgMax() {}

  /** Shape of x without its last axis. */
  public static Operand<TInt64> of(Ops tf, Operand<TFloat32> x) {
    return tf.math.argMax(x.op().type().equals("Softmax") ? x : ordered(tf, x), tf.constant(-1));
  }

  /**
   * x with the least normal number in place of negative zeros. It also keeps TensorFlow's graph optimizer from taking the argmax of what went into a
   * sigmoid, where outputs that are equal, such as 1 and 1, came of inputs that are not. A softmax has no negative zeros, and no such shortcut.
   */
  private static Operand<TFloat32> ordered(Ops tf, Operand<TFloat32> x) {
    Operand<TInt32> sign = tf.bitwise.bitwiseAnd(tf.bitcast(x, TInt32.class), tf.constant(Integer.MIN_VALUE));
    Operand<TBool> negativeZero = tf.math.logicalAnd(tf.math.equal(x, tf.constant(0f)), tf.math.less(sign, tf.constant(0)));
    return tf.select(negativeZero, tf.constant(-Float.MIN_NORMAL), x);
  }
}
