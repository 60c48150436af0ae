package kerava.engine;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.List;
import kerava.network.Built;
import kerava.network.Variable;
import kerava.tensor.NDArray;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** The first values of a model's weights, from TensorFlow's own kernels, so that they are Keras's bits. */
public final class InitialWeights {
  private InitialWeights() {}

  /** Gives them to those of the model's weights that have no values yet. */
  public static void give(Built model) {
    List<Variable> fresh = model.variables().stream().filter(variable -> variable.cell().values() == null).toList();
    if (fresh.isEmpty()) return;
    List<NDArray> values = of(model, fresh);
    for (int i = 0; i < fresh.size(); i++) fresh.get(i).cell().set(values.get(i));
  }

  /** Those of {@code variables}, at least one, of {@code model}. */
  public static List<NDArray> of(Built model, List<Variable> variables) {
    try (Graph graph = NativeMemory.graph(); Session session = new Session(graph, Threads.config(model.products()))) {
      Ops tf = Ops.create(graph);
      Session.Runner runner = session.runner();
      for (Variable v : variables) runner.fetch(values(tf, v));
      try (var result = runner.run()) {
        List<NDArray> arrays = new ArrayList<>();
        result.forEach(each -> arrays.add(Tensors.array((TType) each.getValue())));
        return arrays;
      }
    }
  }

  @SuppressWarnings("unchecked") // all of the classes are those of numbers
  private static Operand<? extends TType> values(Ops tf, Variable v) {
    Class<? extends TNumber> type = (Class<? extends TNumber>) Tensors.type(v.dtype());
    Operand<? extends TType> values = v.initializer().values(tf, type, v.shape(), v.seed());
    String made = values == null ? "null" : values.shape().toString();
    require(values != null && values.shape().isCompatibleWith(Tensors.shape(v.shape())),
        "%s: values must give shape %s for weight %s, got %s",
        v.initializer().getClass().getSimpleName(), v.shape(), v.path(), made);
    return values;
  }
}
