package kerava.ops;

import org.tensorflow.op.Ops;

/**
 * The name in front of the ops that a layer writes: the layer's, as in Python, since TensorFlow's graph optimizer orders what can be reordered by the names
 * of ops.
 */
public final class NameScope {
  private NameScope() {}

  /** {@code tf} for the layer or model called {@code name}; what an op's name cannot hold becomes an underscore. */
  public static Ops of(Ops tf, String name) {
    String word = name.replaceAll("[^A-Za-z0-9_.-]", "_");
    return tf.withSubScope(Character.isLetterOrDigit(word.charAt(0)) ? word : "a" + word);
  }
}
