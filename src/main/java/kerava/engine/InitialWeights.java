package kerava.engine;

import java.util.ArrayList;
import java.util.List;
import kerava.network.Built;
import kerava.network.Variable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The first values of a model's weights, from TensorFlow's own kernels, so that they are Keras's bits. */
public final class InitialWeights {
  private InitialWeights() {}

  /** One array a weight, in the order of {@link Built#variables}. */
  public static List<float[]> of(Built model) {
    if (model.variables().isEmpty()) return List.of();
    try (Graph graph = new Graph(); Session session = new Session(graph, Threads.config(model.parameters()))) {
      Ops tf = Ops.create(graph);
      Session.Runner runner = session.runner();
      for (Variable v : model.variables()) runner.fetch(values(tf, v));
      try (var result = runner.run()) {
        List<float[]> all = new ArrayList<>();
        for (int i = 0; i < result.size(); i++) all.add(Tensors.floats((TFloat32) result.get(i)));
        return all;
      }
    }
  }

  private static Operand<TFloat32> values(Ops tf, Variable v) { return v.initializer().values(tf, v.shape(), v.seed()); }
}
