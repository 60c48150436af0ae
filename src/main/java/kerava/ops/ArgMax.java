package kerava.ops;

import org.tensorflow.proto.DataType;

/**
 * The place of the largest value along the last axis, the first of several; a negative zero is less than a zero.
 * Source: Keras {@code backend/tensorflow/numpy.py} argmax.
 */
public final class ArgMax {
  private ArgMax() {}

  /** Shape of x without its last axis, int64. */
  public static Tensor of(Tensor x) { return Sorting.argMax(x.madeBy().equals("Softmax") ? x : ordered(x)); }

  /**
   * x with the least normal number in place of negative zeros. It also keeps TensorFlow's graph optimizer from taking the argmax of what
   * went into a sigmoid, where outputs that are equal, such as 1 and 1, came of inputs that are not. A softmax has no negative zeros, and
   * no such shortcut.
   */
  private static Tensor ordered(Tensor given) {
    Tensor x = given.cast(DataType.DT_FLOAT);
    Tensor bits = x.tape().op("Bitcast").attribute("type", DataType.DT_INT32).on(x);
    Tensor sign = x.tape().op("BitwiseAnd").on(bits, x.constant(Integer.MIN_VALUE));
    Tensor negativeZero = x.tape().op("LogicalAnd").on(x.equalTo(0f), sign.less(0));
    return negativeZero.where(-Float.MIN_NORMAL, x);
  }
}
