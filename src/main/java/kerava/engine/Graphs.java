package kerava.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kerava.network.Built;
import kerava.network.Variable;
import kerava.ops.Gradient;
import kerava.ops.GradientTape;
import kerava.ops.Tensor;
import kerava.tensor.Shape;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;

/**
 * What a model's program has written for TensorFlow: one graph and one session with the model's variables, and in it a part for each kind of batches, written
 * when it is first needed. Samples have the sizes of the data at hand, of which the model may know less. Owns its native memory.
 */
final class Graphs implements AutoCloseable {
  /** So many parts at most; TensorFlow's graphs only grow. */
  private static final int MOST = 16;

  /** The forward pass of batches of {@code batchSize} samples, {@link Shape#NONE} of any number; {@code samples}: the shape of one of each input. */
  record ForwardKind(List<Shape> samples, int batchSize) {}

  /** The gradients for {@code samples} with labels of shapes {@code truths}, null for an output without. */
  record BackwardKind(List<Shape> samples, List<Shape> truths) {}

  record Forward(List<Operand<TFloat32>> x, List<Operand<TFloat32>> y) {}

  record Backward(List<Operand<TFloat32>> x, List<Operand<TFloat32>> y, List<Tensor> gradients) {}

  private final Built model;
  private final Goal goal;
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Session session;
  private final State state;
  private final Map<Sweep.Kind, Sweep> sweeps = new HashMap<>();
  private final Map<BackwardKind, Backward> backward = new HashMap<>();
  private final Map<ForwardKind, Forward> forwards = new HashMap<>();
  private final Map<List<Shape>, NoiseCounts> noise = new HashMap<>();

  /** {@code goal} null: for prediction only. */
  Graphs(Built model, Goal goal) {
    this.model = model;
    this.goal = goal;
    try {
      state = new State(tf, model, goal == null ? null : goal.optimizer());
      session = new Session(graph, Threads.config(model.parameters()));
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  Session session() { return session; }

  State state() { return state; }

  /** Whether the part for {@code kind} is written, or there is room for it. */
  synchronized boolean take(Record kind) {
    return sweeps.size() + backward.size() + forwards.size() < MOST || sweeps.containsKey(kind) || backward.containsKey(kind)
        || forwards.containsKey(kind);
  }

  synchronized NoiseCounts noise(List<Shape> samples) { return noise.computeIfAbsent(samples, unseen -> new NoiseCounts(model, samples)); }

  synchronized Sweep sweep(Sweep.Kind kind) {
    return sweeps.computeIfAbsent(kind, unseen -> new Sweep(tf, kind, model, goal, state));
  }

  synchronized Forward forward(ForwardKind kind) { return forwards.computeIfAbsent(kind, this::write); }

  synchronized Backward backward(BackwardKind kind) { return backward.computeIfAbsent(kind, this::write); }

  private Backward write(BackwardKind kind) {
    List<Operand<TFloat32>> x = new ArrayList<>(), y = new ArrayList<>();
    GradientTape tape = new GradientTape(tf, "gradients");
    List<Tensor> inputs = fed(tape, kind.samples(), Shape.NONE, x), labels = fed(tape, kind.truths(), Shape.NONE, y);
    Map<Variable, Tensor> weights = weights(tape);
    Pass.Result result = new Pass(tape, model, weights, false, null).of(inputs);
    List<Tensor> none = new ArrayList<>();
    result.outputs().forEach(output -> none.add(null));
    Objective objective = new Objective(tape, goal, new Objective.Batch(labels, result.outputs(), none, result.losses()));
    return new Backward(x, y,
        objective.gradients(model.trainable().stream().map(weights::get).toList()).stream().map(Gradient::dense).toList());
  }

  private Forward write(ForwardKind kind) {
    List<Operand<TFloat32>> x = new ArrayList<>(), y = new ArrayList<>();
    GradientTape tape = new GradientTape(tf, "forward");
    List<Tensor> inputs = fed(tape, kind.samples(), kind.batchSize(), x);
    List<Tensor> outputs = new Pass(tape, model, weights(tape), false, null).of(inputs).outputs();
    outputs.forEach(output -> y.add(tape.of(tf.identity(output.operand())).cast(DataType.DT_FLOAT).floats())); // an activation that is fetched itself could not be fused
    return new Forward(x, y);
  }

  /** What is fed, with its shape: TensorFlow's graph optimizer does not believe a placeholder's. Null for what is not there. */
  private List<Tensor> fed(GradientTape tape, List<Shape> samples, int batchSize, List<Operand<TFloat32>> placeholders) {
    List<Tensor> fed = new ArrayList<>();
    for (Shape sample : samples) {
      if (sample != null) placeholders.add(tf.placeholder(TFloat32.class, Placeholder.shape(Tensors.shape(sample.prepend(Shape.NONE)))));
      fed.add(sample == null
          ? null
          : tape.of(tf.ensureShape(placeholders.get(placeholders.size() - 1), Tensors.shape(sample.prepend(batchSize)))));
    }
    return fed;
  }

  private Map<Variable, Tensor> weights(GradientTape tape) {
    return state.tensors(tape, state.views(tf, name -> state.weights().get(name).read()));
  }

  @Override public void close() {
    session.close();
    graph.close();
  }
}
