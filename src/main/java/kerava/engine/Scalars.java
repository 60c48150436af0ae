package kerava.engine;

import java.util.ArrayList;
import java.util.List;
import kerava.tensor.Shape;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** Owns the single numbers, and a few more, fed to one run. A null placeholder takes none: that graph does not need the number. */
final class Scalars implements AutoCloseable {
  private final Session.Runner runner;
  private final List<Tensor> owned = new ArrayList<>();

  Scalars(Session.Runner runner) { this.runner = runner; }

  Scalars feed(Operand<?> placeholder, int value) { return placeholder == null ? this : feed(placeholder, TInt32.scalarOf(value)); }

  Scalars feed(Operand<?> placeholder, long value) { return placeholder == null ? this : feed(placeholder, TInt64.scalarOf(value)); }

  Scalars feed(Operand<?> placeholder, float value) { return placeholder == null ? this : feed(placeholder, TFloat32.scalarOf(value)); }

  /** A vector, or what has {@code shape}. */
  Scalars feed(Operand<?> placeholder, Shape shape, float[] values) {
    return feed(placeholder, TFloat32.tensorOf(Tensors.shape(shape), DataBuffers.of(values)));
  }

  private Scalars feed(Operand<?> placeholder, Tensor tensor) {
    owned.add(tensor);
    runner.feed(placeholder, tensor);
    return this;
  }

  @Override public void close() { owned.forEach(Tensor::close); }
}
