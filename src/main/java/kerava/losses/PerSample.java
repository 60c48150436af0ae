package kerava.losses;

import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The losses of a batch, shape (batch), or (batch, ...) where a sample has several, and where the backward pass starts. {@code derivative} is that of each
 * loss with respect to its row of {@code variable}, shape (losses, classes); null: TensorFlow's gradients lead all the way from the losses, and
 * {@code variable} is null too.
 */
public record PerSample(Operand<TFloat32> losses, Operand<TFloat32> variable, Operand<TFloat32> derivative) {
  public PerSample(Operand<TFloat32> losses) { this(losses, null, null); }

  /** The losses {@code flat} of the rows of {@code variable}, in the shape of {@code y} without its last axis. */
  static PerSample ofRows(Ops tf, Operand<TFloat32> flat, Operand<TFloat32> variable, Operand<TFloat32> derivative, Operand<TFloat32> y) {
    long[] sizes = Arrays.copyOf(y.shape().asArray(), y.shape().numDimensions() - 1);
    return new PerSample(sizes.length == 1 ? flat : tf.reshape(flat, tf.constant(sizes)), variable, derivative);
  }

  /** {@code x} of shape (batch, ..., n) as rows, (batch * ..., n), which TensorFlow's crossentropies take. */
  static Operand<TFloat32> rows(Ops tf, Operand<TFloat32> x) {
    int axes = x.shape().numDimensions();
    return axes == 2 ? x : tf.reshape(x, tf.constant(new int[] {-1, (int) x.shape().get(axes - 1)}));
  }
}
