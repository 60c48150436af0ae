package kerava.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import kerava.network.Built;
import kerava.network.Variable;
import kerava.network.WeightHolder;
import kerava.ops.Gradient;
import kerava.ops.GradientTape;
import kerava.ops.Tensor;
import kerava.optimizers.OptimizerState;
import kerava.random.Shuffle;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import kerava.tensor.Shape;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * A model that runs: one graph and one session, with the weights and the optimizer's state in it. Graphs are written when they are first
 * needed. It owns all native memory of the model and frees it in {@link #close}. Not for several threads, but {@link #predict}.
 */
public final class Program implements WeightHolder, AutoCloseable {
  private final Built model;
  private final Goal goal;
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Session session;
  private final State state;
  private final Progress progress;
  private final Map<Sweep.Kind, Sweep> sweeps = new HashMap<>();
  private final Map<List<Shape>, Backward> backward = new HashMap<>();
  private final Map<Integer, Forward> forwards = new HashMap<>();
  private final NoiseCounts noise;
  /** Of the weights as they lie here. */
  private final long[] versions;

  /** {@code goal} null: a model that is not compiled, for prediction only. */
  public Program(Built model, Goal goal) {
    this.model = model;
    this.goal = goal;
    noise = new NoiseCounts(model);
    versions = new long[model.variables().size()];
    Arrays.fill(versions, -1);
    Session opened = null;
    try {
      state = new State(tf, model, goal == null ? null : goal.optimizer());
      progress = new Progress(goal == null ? null : goal.optimizer().learningRate().first());
      session = opened = new Session(graph, Threads.config(model.parameters()));
      refresh();
      if (goal != null)
        state.setSlots(session, OptimizerState.first(goal.optimizer(), model.trainable().stream().map(Variable::shape).toList()).slots());
    } catch (RuntimeException e) {
      if (opened != null) opened.close();
      graph.close();
      throw e;
    }
  }

  /** Takes the weights that another model, or the user, has changed since they came here. */
  private synchronized void refresh() {
    List<Variable> variables = model.variables();
    boolean current = true;
    for (int i = 0; i < versions.length; i++) current &= versions[i] == variables.get(i).cell().version();
    if (current) return;
    InitialWeights.give(model);
    state.set(session, variables.stream().map(variable -> variable.cell().values()).toList());
    for (int i = 0; i < versions.length; i++) {
      versions[i] = variables.get(i).cell().version();
      variables.get(i).cell().lendTo(this);
    }
  }

  @Override public synchronized void release() {
    List<Variable> variables = model.variables();
    if (variables.stream().noneMatch(variable -> variable.cell().isHeldBy(this))) return;
    List<float[]> values = state.get(session);
    for (int i = 0; i < values.size(); i++) if (variables.get(i).cell().isHeldBy(this)) variables.get(i).cell().release(values.get(i));
  }

  private void changed(Sweep sweep) {
    List<Variable> variables = model.variables();
    for (int i = 0; i < versions.length; i++) {
      if (!sweep.changed().contains(variables.get(i))) continue;
      variables.get(i).cell().changedBy(this);
      versions[i] = variables.get(i).cell().version();
    }
  }

  /** Trains on the chunk, batch by batch; {@code even}: all batches of the epoch have {@code batchSize} samples. Gives the sums after it. */
  public Totals train(Chunk chunk, int batchSize, boolean even, Totals before) {
    return sweep(true, chunk, batchSize, even, before);
  }

  /** Adds the losses and metrics of the chunk to the sums; changes nothing. */
  public Totals test(Chunk chunk, int batchSize, boolean even, Totals before) {
    return sweep(false, chunk, batchSize, even, before);
  }

  private Totals sweep(boolean training, Chunk chunk, int batchSize, boolean even, Totals before) {
    refresh();
    List<Boolean> weighted = chunk.weights().stream().map(Objects::nonNull).toList();
    Sweep.Kind kind = new Sweep.Kind(training, batchSize, even, chunk.truths(), weighted, noise.isOne());
    Sweep sweep = sweeps.computeIfAbsent(kind, unseen -> new Sweep(tf, kind, model, goal, state));
    Totals after = sweep.run(session, chunk, before, progress);
    if (training) changed(sweep);
    return after;
  }

  /** The outputs, for {@code rows} samples of each of {@code x}, one an input, from {@code from} on. */
  public List<float[]> predict(List<Samples> x, int from, int rows) {
    refresh();
    Forward ready = forward(rows);
    int[] order = IntStream.range(from, from + rows).toArray();
    List<TType> fed = new ArrayList<>();
    try {
      Session.Runner runner = session.runner();
      for (int i = 0; i < x.size(); i++) {
        NumberType type = NumberType.of(model.inputTypes().get(i));
        fed.add(type.room(model.inputs().get(i).dropFirst(), rows));
        type.fill(fed.get(i), x.get(i), order, 0, rows);
        runner.feed(ready.x().get(i), fed.get(i));
      }
      ready.y().forEach(runner::fetch);
      try (var result = runner.run()) {
        List<float[]> outputs = new ArrayList<>();
        for (int i = 0; i < ready.y().size(); i++) outputs.add(Tensors.floats((TFloat32) result.get(i)));
        return outputs;
      }
    } finally {
      fed.forEach(TType::close);
    }
  }

  /** The gradients of the mean loss over all of {@code data} with respect to each trainable weight, in order; nothing is trained. */
  public List<NDArray> gradients(Examples data) {
    refresh();
    try (Chunk chunk = new Chunk(model, data, data.count())) {
      Backward ready = backward.computeIfAbsent(chunk.truths(), this::backward);
      chunk.fill(data, Shuffle.sequence(data.count()), 0, data.count());
      Session.Runner runner = session.runner();
      feed(runner, ready.x(), chunk.x());
      feed(runner, ready.y(), chunk.y());
      ready.gradients().forEach(gradient -> runner.fetch(gradient.floats()));
      try (var found = runner.run()) {
        List<NDArray> gradients = new ArrayList<>();
        for (Variable v : model.trainable()) gradients.add(new NDArray(v.shape(), Tensors.floats((TFloat32) found.get(gradients.size()))));
        return gradients;
      }
    }
  }

  private static void feed(Session.Runner runner, List<Operand<?>> placeholders, List<? extends TType> columns) {
    for (int i = 0; i < columns.size(); i++) if (columns.get(i) != null) runner.feed(placeholders.get(i), columns.get(i));
  }

  private Backward backward(List<Shape> truths) {
    List<Operand<?>> x = new ArrayList<>(), y = new ArrayList<>();
    GradientTape tape = new GradientTape(tf, "gradients");
    List<Tensor> inputs = new ArrayList<>(), labels = new ArrayList<>();
    for (int i = 0; i < model.inputs().size(); i++) inputs.add(input(tape, i, Shape.NONE, x));
    for (Shape truth : truths) labels.add(truth == null ? null : fed(tape, TFloat32.class, truth.prepend(Shape.NONE), y));
    Map<Variable, Tensor> weights = weights(tape);
    Pass.Result result = new Pass(tape, model, weights, false, null).of(inputs);
    List<Tensor> none = new ArrayList<>();
    result.outputs().forEach(output -> none.add(null));
    Objective objective = new Objective(tape, goal, new Objective.Batch(labels, result.outputs(), none, result.losses()));
    return new Backward(x, y,
        objective.gradients(model.trainable().stream().map(weights::get).toList()).stream().map(Gradient::dense).toList());
  }

  /** What is fed, with its shape: TensorFlow's graph optimizer does not believe a placeholder's. */
  private Tensor fed(GradientTape tape, Class<? extends TType> type, Shape shape, List<Operand<?>> placeholders) {
    Operand<? extends TType> placeholder = tf.placeholder(type, Placeholder.shape(Tensors.shape(shape.dropFirst().prepend(Shape.NONE))));
    placeholders.add(placeholder);
    return tape.of(tf.ensureShape(placeholder, Tensors.shape(shape)));
  }

  private Tensor input(GradientTape tape, int index, int batchSize, List<Operand<?>> placeholders) {
    Class<? extends TType> type = NumberType.of(model.inputTypes().get(index)).type();
    return fed(tape, type, model.inputs().get(index).dropFirst().prepend(batchSize), placeholders);
  }

  public float learningRate() { return progress.learningRate(); }

  /** Sets the rate for the steps from here on. */
  public void learningRate(float rate) { progress.resume(progress.iterations(), rate); }

  /** What the optimizer has gathered; the model must be compiled. */
  public OptimizerState optimizerState() {
    return new OptimizerState(progress.iterations(), progress.learningRate(), state.getSlots(session));
  }

  /** The optimizer goes on from {@code resumed}, which has the compiled optimizer's slots. */
  public void setOptimizerState(OptimizerState resumed) {
    progress.resume(resumed.iterations(), resumed.learningRate());
    state.setSlots(session, resumed.slots());
  }

  private record Backward(List<Operand<?>> x, List<Operand<?>> y, List<Tensor> gradients) {}

  private record Forward(List<Operand<?>> x, List<Operand<TFloat32>> y) {}

  /** As in Keras the first batch fixes the batch axis of its graph; batches of other sizes share one in which it is open. */
  private synchronized Forward forward(int rows) {
    int batchSize = forwards.isEmpty() || forwards.containsKey(rows) ? rows : Shape.NONE;
    return forwards.computeIfAbsent(batchSize, this::writeForward);
  }

  private Forward writeForward(int batchSize) {
    List<Operand<?>> x = new ArrayList<>();
    List<Operand<TFloat32>> y = new ArrayList<>();
    GradientTape tape = new GradientTape(tf, "forward");
    List<Tensor> inputs = new ArrayList<>();
    for (int i = 0; i < model.inputs().size(); i++) inputs.add(input(tape, i, batchSize, x));
    List<Tensor> outputs = new Pass(tape, model, weights(tape), false, null).of(inputs).outputs();
    outputs.forEach(output -> y.add(tape.of(tf.identity(output.operand())).cast(DataType.DT_FLOAT).floats())); // an activation that is fetched itself could not be fused
    return new Forward(x, y);
  }

  private Map<Variable, Tensor> weights(GradientTape tape) {
    return state.tensors(tape, state.views(tf, name -> state.weights().get(name).read()));
  }

  @Override public void close() {
    try {
      release();
    } finally {
      session.close();
      graph.close();
    }
  }
}
