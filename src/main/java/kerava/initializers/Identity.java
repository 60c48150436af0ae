package kerava.initializers;

import static kerava.KeravaException.require;

import kerava.config.AlsoCalled;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** {@code gain} on the diagonal of a matrix, 0 elsewhere. */
@AlsoCalled("IdentityInitializer") public record Identity(double gain) implements TypedInitializer {
  public Identity() { this(1); }

  @Override public <T extends TNumber> Operand<T> values(Ops tf, Class<T> type, Shape shape, long seed) {
    require(shape.rank() == 2,
        "Identity: the weight must be a matrix, got shape %s; take Orthogonal for more axes, Ones or Zeros for fewer",
        shape);
    int rows = shape.size(0), columns = shape.size(1);
    Operand<T> ones = tf.fill(tf.constant(new int[] {Math.min(rows, columns)}), TypedInitializer.number(tf, type, 1));
    var eye = tf.linalg.matrixDiag(ones, tf.constant(0), tf.constant(rows), tf.constant(columns), TypedInitializer.number(tf, type, 0));
    return tf.math.mul(TypedInitializer.number(tf, type, gain), eye);
  }
}
