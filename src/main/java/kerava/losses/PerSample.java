package kerava.losses;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The loss of each sample, shape (batch), and where the backward pass starts. {@code derivative} is that of each sample's loss with respect to its
 * row of {@code variable}; null: TensorFlow's gradients lead all the way from the losses, and {@code variable} is null too.
 */
public record PerSample(Operand<TFloat32> losses, Operand<TFloat32> variable, Operand<TFloat32> derivative) {
  public PerSample(Operand<TFloat32> losses) { this(losses, null, null); }
}
