package kerava.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import kerava.ops.Tensor;
import kerava.tensor.NDArray;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.types.family.TType;

/** A pass there and back in a graph, with the gradients of what can be trained. */
record BackwardGraph(List<Operand<?>> x, List<Operand<?>> y, List<Tensor> gradients) {
  /** The gradients of the mean loss over all of {@code chunk}. */
  List<NDArray> run(Session session, Chunk chunk) {
    Session.Runner runner = session.runner();
    feed(runner, x, chunk.x());
    feed(runner, y, chunk.y());
    gradients.forEach(gradient -> runner.fetch(gradient.operand()));
    try (var found = Running.of(runner)) {
      List<NDArray> arrays = new ArrayList<>();
      for (int i = 0; i < gradients.size(); i++) arrays.add(Tensors.array((TType) found.get(i)));
      return arrays;
    }
  }

  private static void feed(Session.Runner runner, List<? extends Operand<?>> placeholders, List<? extends TType> columns) {
    List<? extends TType> given = columns.stream().filter(Objects::nonNull).toList();
    for (int i = 0; i < given.size(); i++) runner.feed(placeholders.get(i), given.get(i));
  }
}
