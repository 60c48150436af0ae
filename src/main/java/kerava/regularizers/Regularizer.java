package kerava.regularizers;

import kerava.config.Members;
import kerava.ops.Tensor;

/** A term that a weight, or a layer's output, adds to the loss. Source: Keras {@code regularizers/regularizers.py}. */
@Members({
    L1.class,
    L1L2.class,
    L2.class,
    OrthogonalRegularizer.class
}) public interface Regularizer {
  /** A scalar, for {@code x} of any shape. */
  Tensor call(Tensor x);
}
