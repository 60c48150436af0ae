package kerava.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import kerava.network.Built;
import kerava.network.Variable;
import kerava.ops.Gradient;
import kerava.ops.GradientTape;
import kerava.ops.Tensor;
import kerava.tensor.Shape;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The ops of one training step that make its gradients, before TensorFlow's optimizer changes them, as {@code golden_graphs.py} tells them.
 */
final class TrainingGraph {
  private static final String WEIGHT = "weight";

  private final Graph graph;
  private final Map<String, NodeDef> nodes = new HashMap<>();

  private TrainingGraph(Graph graph) {
    this.graph = graph;
    for (NodeDef node : graph.toGraphDef().getNodeList()) nodes.put(node.getName(), node);
  }

  /** {@code name | type | inputs} of each op on floats, for batches of {@code batch} samples, {@link Shape#NONE}: of any size. */
  static List<String> of(Built model, CompiledSettings compiled, List<Shape> truths, int batch) {
    try (Graph graph = new Graph()) {
      List<Tensor> gradients = written(graph, model, compiled, truths, batch);
      return new TrainingGraph(graph).from(gradients);
    }
  }

  /** How many ops the same graph has, those of its functions too. */
  static int size(Built model, CompiledSettings compiled, List<Shape> truths, int batch) {
    try (Graph graph = new Graph()) {
      written(graph, model, compiled, truths, batch);
      GraphDef all = graph.toGraphDef();
      return all.getNodeCount() + all.getLibrary().getFunctionList().stream().mapToInt(FunctionDef::getNodeDefCount).sum();
    }
  }

  private static List<Tensor> written(Graph graph, Built model, CompiledSettings compiled, List<Shape> truths, int batch) {
    Ops tf = Ops.create(graph);
    GradientTape tape = new GradientTape(graph);
    Map<Variable, Tensor> weights = new HashMap<>();
    for (Variable v : model.variables()) {
      Operand<TFloat32> read = placeholder(tf, WEIGHT + weights.size(), v.shape());
      weights.put(v, v.trainable() ? tape.watched(read) : tape.of(read));
    }
    List<Tensor> x = new ArrayList<>(), y = new ArrayList<>(), none = new ArrayList<>();
    for (Shape input : model.inputs()) x.add(tape.of(placeholder(tf, data(x.size()), input.dropFirst().prepend(batch))));
    for (Shape truth : truths) y.add(tape.of(placeholder(tf, data(x.size() + y.size()), truth.prepend(batch))));
    truths.forEach(truth -> none.add(null));
    Tensor passes = tape.of(tf.withName("passes").placeholder(TInt32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.scalar())));
    ForwardPass.Result pass = new ForwardPass(tape, model, weights, true, layer -> passes).of(x);
    Objective objective = new Objective(tape, compiled, new Objective.Batch(y, pass.outputs(), none, pass.losses()));
    return objective.gradients(model.trainable().stream().map(weights::get).toList()).stream().map(Gradient::dense).toList();
  }

  private static String data(int column) { return column == 0 ? "data" : "data_" + column; }

  private static Operand<TFloat32> placeholder(Ops tf, String name, Shape shape) {
    return tf.withName(name).placeholder(TFloat32.class, Placeholder.shape(Tensors.shape(shape)));
  }

  private List<String> from(List<Tensor> gradients) {
    Map<String, String> told = new TreeMap<>();
    Deque<Output<?>> open = new ArrayDeque<>();
    gradients.forEach(gradient -> open.add(gradient.operand().asOutput()));
    while (!open.isEmpty()) {
      Output<?> output = open.pop();
      GraphOperation op = (GraphOperation) output.op();
      if (op.name().startsWith("zeros_like")) continue; // of a weight that the loss does not depend on
      boolean condition = output.dataType() == DataType.DT_BOOL;
      if (!condition && !isFloat(output) || told.containsKey(op.name()) || op.type().equals("Placeholder")) continue;
      if (!condition) told.put(op.name(), told(op));
      for (int i = 0; i < op.numInputs(); i++) open.add(op.input(i));
    }
    return List.copyOf(told.values());
  }

  private static boolean isFloat(Output<?> output) {
    return Set.of(DataType.DT_FLOAT, DataType.DT_HALF, DataType.DT_BFLOAT16).contains(output.dataType());
  }

  private String told(GraphOperation op) {
    StringBuilder line = new StringBuilder(op.name() + " | " + op.type() + " |");
    for (int i = 0; i < op.numInputs(); i++) if (isFloat(op.input(i))) line.append(' ').append(called(op.input(i)));
    for (String input : nodes.get(op.name()).getInputList())
      if (input.startsWith("^") && !op.type().equals("Const")) line.append(' ').append(input);
    return line.toString();
  }

  private static String called(Output<?> output) {
    String name = output.op().name() + (output.index() == 0 ? "" : ":" + output.index());
    return name.startsWith(WEIGHT) ? WEIGHT : name;
  }
}
