package kerava.engine;

import java.util.List;
import java.util.Map;
import kerava.network.Variable;
import kerava.tensor.NDArray;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;

/** A weight in a variable of its own, as Keras has it. */
record SingleLayout(Variable variable) implements Layout {
  @Override public List<Variable> variables() { return List.of(variable); }

  @Override public Shape shape() { return Tensors.shape(variable.shape()); }

  @Override public NDArray join(List<NDArray> values) { return values.get(0); }

  @Override public List<NDArray> part(NDArray joined) { return List.of(joined); }

  @Override public Map<Variable, Operand<?>> split(Ops tf, Operand<?> value) { return Map.of(variable, value); }

  @Override public Operand<?> concat(Ops tf, List<? extends Operand<?>> values) { return values.get(0); }
}
