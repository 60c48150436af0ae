package kerava.framework;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kerava.KeravaException;
import kerava.ops.Tensor;
import kerava.tensor.Shape;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.framework.metrics.Mean;
import org.tensorflow.framework.metrics.Metric;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/**
 * A metric of TensorFlow Framework, written into a graph of its own with the variables that it keeps; from there its formulas are copied to
 * where the variables are values. What only checks its inputs is left out.
 */
final class MetricGraph implements AutoCloseable {
  private final Graph graph = new Graph();
  private final Metric metric;
  private final String who;
  private final Operand<TFloat32> labels, predictions, result;
  private final List<Op> updates;
  private final Map<String, NodeDef> nodes = new HashMap<>();
  /** The variables, in the order in which they are made. */
  private final Map<String, GraphOperation> variables = new LinkedHashMap<>();

  MetricGraph(Metric metric, long[] truth, long[] prediction) {
    this.metric = metric;
    who = metric.getClass().getSimpleName();
    Ops tf = Ops.create(graph);
    labels = placeholder(tf, truth);
    predictions = placeholder(tf, prediction);
    try {
      updates = metric.updateStateList(tf, labels, predictions, null);
      result = metric.result(tf, TFloat32.class);
    } catch (RuntimeException e) {
      graph.close();
      throw new KeravaException(who + ": " + e.getMessage(), e);
    }
    graph.toGraphDef().getNodeList().forEach(node -> nodes.put(node.getName(), node));
    graph.operations().forEachRemaining(op -> {
      if (op.type().equals("VariableV2")) variables.put(op.name().replaceAll("\\W", "_"), op);
    });
  }

  private static Operand<TFloat32> placeholder(Ops tf, long[] sizes) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.of(sizes)));
  }

  Map<String, Shape> state() {
    Map<String, Shape> state = new LinkedHashMap<>();
    variables.forEach((name, variable) -> state.put(name, Shape.ofSizes(variable.output(0).shape().asArray())));
    return state;
  }

  /** {@code before} with what a batch adds. */
  Map<String, Tensor> update(Map<String, Tensor> before, Tensor truth, Tensor prediction) {
    Copy copy = new Copy(prediction, before);
    copy.put(labels, truth);
    copy.put(predictions, prediction);
    Map<String, Tensor> after = new LinkedHashMap<>(before);
    for (Op update : updates) {
      GraphOperation op = (GraphOperation) update.op();
      if (op.type().equals("Assert")) continue;
      require(op.type().equals("AssignAdd"), "TensorFlow Framework's %s changes its variables by %s, and only sums are supported", who,
          op.type());
      String variable = op.input(0).op().name().replaceAll("\\W", "_");
      after.merge(variable, counts(op) ? copy.number(prediction) : prediction.beside(copy.of(op.input(1))), Tensor::plus);
    }
    return after;
  }

  /** Whether {@code update} counts values for a mean. It does by their static size, which is wrong where that is not known. */
  private boolean counts(GraphOperation update) {
    return metric instanceof Mean<?> mean && mean.getCount() != null && update.input(0).op().equals(mean.getCount().op());
  }

  /** The values whose sum a mean adds to its total. */
  private Operand<?> values() {
    GraphOperation sum = null;
    for (Op update : updates) {
      GraphOperation op = (GraphOperation) update.op();
      if (op.type().equals("AssignAdd") && op.input(0).op().equals(((Mean<?>) metric).getTotal().op()))
        sum = (GraphOperation) op.input(1).op();
    }
    while (sum != null && sum.type().equals("Cast")) sum = (GraphOperation) sum.input(0).op();
    require(sum != null && sum.type().equals("Sum"), "TensorFlow Framework's %s is a mean of what is no sum", who);
    return sum.input(0);
  }

  Tensor result(Map<String, Tensor> state) {
    Tensor any = state.values().iterator().next();
    return any.beside(new Copy(any, state).of(result));
  }

  /** Ops of this graph, written into another one. */
  private final class Copy {
    private final Ops tf;
    private final Map<String, GraphOperation> made = new HashMap<>();
    private final Map<String, Operand<?>> given = new HashMap<>();

    /** {@code there}: any value of the other graph. */
    Copy(Tensor there, Map<String, Tensor> state) {
      tf = there.tf().withSubScope(who);
      variables.forEach((name, variable) -> given.put(variable.name(), state.get(name).operand()));
    }

    void put(Operand<?> placeholder, Tensor value) { given.put(placeholder.op().name(), value.operand()); }

    Operand<?> of(Operand<?> operand) {
      GraphOperation op = (GraphOperation) operand.op();
      if (given.containsKey(op.name())) return given.get(op.name());
      return of(op).output(operand.asOutput().index());
    }

    /** How many {@link #values} there are. */
    Tensor number(Tensor there) { return there.beside(of(values())).number().cast(DataType.DT_FLOAT); }

    private GraphOperation of(GraphOperation op) {
      GraphOperation copy = made.get(op.name());
      if (copy == null) made.put(op.name(), copy = written(op));
      return copy;
    }

    private GraphOperation written(GraphOperation op) {
      List<Operand<?>> inputs = new ArrayList<>();
      for (Operand<?> input : op.inputs()) inputs.add(of(input));
      return OpCopy.write(tf, nodes.get(op.name()), inputs);
    }
  }

  @Override public void close() { graph.close(); }
}
