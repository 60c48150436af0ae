package kerava.initializers;

import static kerava.KeravaException.require;

import kerava.config.AlsoCalled;
import kerava.random.Seed;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.Qr;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.family.TNumber;

/**
 * {@code gain} times a matrix with orthonormal rows or columns, whichever are fewer; all axes but the last count as rows.
 * Source: Saxe et al., "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks", 2013.
 */
@AlsoCalled("OrthogonalInitializer") public record Orthogonal(double gain, Seed seed) implements TypedInitializer {
  public Orthogonal() { this(1, Seed.drawn()); }

  /** {@code seed} null: drawn. */
  public Orthogonal(double gain, Integer seed) { this(gain, Seed.of(seed)); }

  @Override public <T extends TNumber> Operand<T> values(Ops tf, Class<T> type, Shape shape, long seed) {
    require(shape.rank() >= 2, "Orthogonal: the weight must have at least two axes, got %s", shape);
    require(type != TBfloat16.class, "Orthogonal: TensorFlow has no orthogonal matrix of bfloat16, got a weight of it; take GlorotUniform");
    int columns = shape.last(), rows = (int) shape.dropLast().elements();
    var square = Draw.NORMAL.values(tf, type, Shape.of(Math.max(rows, columns), Math.min(rows, columns)), seed, 1, 0);
    Qr<T> qr = tf.linalg.qr(square);
    Operand<T> q = tf.math.mul(qr.q(), tf.math.sign(tf.linalg.tensorDiagPart(qr.r())));
    if (rows < columns) q = tf.linalg.transpose(q, tf.constant(new int[] {1, 0}));
    return tf.math.mul(TypedInitializer.number(tf, type, gain), tf.reshape(q, tf.constant(shape.toArray())));
  }
}
