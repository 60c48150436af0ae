package kerava.engine;

import java.util.List;
import java.util.Map;
import kerava.network.Variable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** How some weights lie in one TensorFlow variable of {@link #shape}, and so do their gradients and the optimizer's slots. */
interface Storage {
  List<Variable> variables();

  Shape shape();

  /** The values of the weights, in order, as the variable holds them. */
  float[] join(List<float[]> values);

  /** The inverse of {@link #join}. */
  List<float[]> part(float[] joined);

  /** Each weight as a view of the variable's {@code value}. */
  Map<Variable, Operand<TFloat32>> split(Ops tf, Operand<TFloat32> value);

  /** The inverse of {@link #split}: {@code values} in the order of {@link #variables}. */
  Operand<TFloat32> concat(Ops tf, List<Operand<TFloat32>> values);
}
