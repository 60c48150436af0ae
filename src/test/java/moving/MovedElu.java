package moving;

import kerava.activations.ActivationFunction;
import kerava.framework.Framework;
import kerava.ops.Tensor;
import org.tensorflow.framework.activations.ELU;

/** TensorFlow Framework's ELU as a record, whose setting a file can hold. */
public record MovedElu(double alpha) implements ActivationFunction {
  @Override public Tensor call(Tensor x) { return Framework.activation(new ELU(alpha)).call(x); }
}
