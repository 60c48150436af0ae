package kerava.engine;

import java.util.List;
import java.util.Map;
import kerava.network.Variable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A weight in a variable of its own, as Keras has it. */
record Single(Variable variable) implements Storage {
  @Override public List<Variable> variables() { return List.of(variable); }

  @Override public Shape shape() { return Tensors.shape(variable.shape()); }

  @Override public float[] join(List<float[]> values) { return values.get(0); }

  @Override public List<float[]> part(float[] joined) { return List.of(joined); }

  @Override public Map<Variable, Operand<TFloat32>> split(Ops tf, Operand<TFloat32> value) { return Map.of(variable, value); }

  @Override public Operand<TFloat32> concat(Ops tf, List<Operand<TFloat32>> values) { return values.get(0); }
}
