package kerava.engine;

import java.util.List;
import java.util.Map;
import kerava.network.Variable;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;

/** How some weights lie in one TensorFlow variable of {@link #shape}, and so do their gradients and the optimizer's slots. */
interface Layout {
  List<Variable> variables();

  /** The type of all of them. */
  default DType dtype() { return variables().get(0).dtype(); }

  Shape shape();

  /** The values of the weights, in order, as the variable holds them. */
  NDArray join(List<NDArray> values);

  /** The inverse of {@link #join}. */
  List<NDArray> part(NDArray joined);

  /** Each weight as a view of the variable's {@code value}. */
  Map<Variable, Operand<?>> split(Ops tf, Operand<?> value);

  /** The inverse of {@link #split}: {@code values} in the order of {@link #variables}. */
  Operand<?> concat(Ops tf, List<? extends Operand<?>> values);
}
