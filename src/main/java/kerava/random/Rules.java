package kerava.random;

/**
 * Whose rules a program's numbers follow: which seeds layers get, in what order a fit visits the samples, which masks Dropout draws, and by
 * which formula optimizers step. What is built after {@link RandomSeed#set(long, Rules)} keeps the rules of then.
 */
public enum Rules {
  /** Keras 3.15.1. */
  KERAS_3,
  /**
   * tf.keras 2, as tf_keras 2.18 with {@code tf_keras.optimizers.legacy} has it, the optimizers of TensorFlow 2.0 to 2.10: a new order for
   * each epoch, the masks of TensorFlow's stateful kernels, Adam's and its kin's fused kernels, RMSprop's epsilon outside the root. For
   * Sequential models of the layers that are named where another is refused.
   */
  KERAS_2
}
