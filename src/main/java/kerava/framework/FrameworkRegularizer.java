package kerava.framework;

import kerava.ops.Foreign;
import kerava.ops.Tensor;
import org.tensorflow.framework.regularizers.Regularizer;

/** A regularizer of TensorFlow Framework. */
final class FrameworkRegularizer implements kerava.regularizers.Regularizer {
  private final Regularizer regularizer;

  FrameworkRegularizer(Regularizer regularizer) { this.regularizer = regularizer; }

  @Override public Tensor call(Tensor x) { return Foreign.of(regularizer.getClass().getSimpleName(), x, regularizer::call); }

  @Override public String toString() { return Framework.called(regularizer); }
}
