package kerava.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kerava.losses.Loss;
import kerava.network.Built;
import kerava.network.Variable;
import kerava.ops.GradientTape;
import kerava.ops.Tensor;
import kerava.tensor.Shape;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The ops of one training step, before TensorFlow's optimizer changes them, as text: {@code name | type | inputs}. */
public final class TrainingGraph {
  private TrainingGraph() {}

  /** Forward pass, loss and gradients for batches of {@code batch} samples, {@link Shape#NONE}: of any size. */
  public static List<String> of(Built model, Loss loss, Shape truth, int batch) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      GradientTape tape = new GradientTape(graph);
      Map<Variable, Tensor> weights = new HashMap<>();
      for (Variable v : model.variables()) {
        Operand<TFloat32> read = placeholder(tf, "weight__" + weights.size(), v.shape());
        weights.put(v, v.trainable() ? tape.watched(read) : tape.of(read));
      }
      Tensor x = tape.of(placeholder(tf, "data", model.sampleShape().prepend(batch)));
      Tensor y = tape.of(placeholder(tf, "data_1", truth.prepend(batch)));
      Tensor passes = tape.of(tf.withName("passes").placeholder(TInt32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.scalar())));
      Objective objective = new Objective(tape, loss, y, new Pass(tape, model, weights, true, passes).of(x).y(), null);
      objective.gradients(model.trainable().stream().map(weights::get).toList());
      List<String> lines = new ArrayList<>();
      for (NodeDef node : graph.toGraphDef().getNodeList())
        lines.add(node.getName() + " | " + node.getOp() + " | " + String.join(" ", node.getInputList()));
      return lines;
    }
  }

  private static Operand<TFloat32> placeholder(Ops tf, String name, Shape shape) {
    return tf.withName(name).placeholder(TFloat32.class, Placeholder.shape(Tensors.shape(shape)));
  }

  /** Prints those of the models in a file of lines {@code batch|truth's sizes|loss|JSON}. */
  public static void main(String[] arguments) throws java.io.IOException {
    for (String line : java.nio.file.Files.readAllLines(java.nio.file.Path.of(arguments[0]))) {
      String[] part = line.split("\\|", 4);
      System.out.println("=== " + part[0] + " " + part[2]);
      int batch = part[0].equals("null") ? Shape.NONE : Integer.parseInt(part[0]);
      int[] sizes = part[1].isEmpty() ? new int[0] : java.util.Arrays.stream(part[1].split(",")).mapToInt(Integer::parseInt).toArray();
      try (var model = kerava.models.Model.fromJson(part[3])) {
        of(model.built(), kerava.config.Family.byName(Loss.class, part[2]), Shape.of(sizes), batch).forEach(System.out::println);
      }
    }
  }
}
