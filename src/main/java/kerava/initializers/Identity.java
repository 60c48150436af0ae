package kerava.initializers;

import static kerava.KeravaException.require;

import kerava.config.AlsoCalled;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** {@code gain} on the diagonal of a matrix, 0 elsewhere. */
@AlsoCalled("IdentityInitializer") public record Identity(double gain) implements Initializer {
  public Identity() { this(1); }

  @Override public boolean random() { return false; }

  @Override public Operand<TFloat32> values(Ops tf, Shape shape, long seed) {
    require(shape.rank() == 2,
        "Identity: the weight must be a matrix, got shape %s; take Orthogonal for more axes, Ones or Zeros for fewer",
        shape);
    int rows = shape.size(0), columns = shape.size(1);
    Operand<TFloat32> ones = tf.fill(tf.constant(new int[] {Math.min(rows, columns)}), tf.constant(1f));
    var eye = tf.linalg.matrixDiag(ones, tf.constant(0), tf.constant(rows), tf.constant(columns), tf.constant(0f));
    return tf.math.mul(tf.constant((float) gain), eye);
  }
}
