package kerava.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kerava.network.Built;
import kerava.network.Variable;
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
import org.tensorflow.types.TFloat32;

/**
 * A model that runs: one graph and one session, with the weights and the optimizer's state in it. Graphs are written when they are first
 * needed. It owns all native memory of the model and frees it in {@link #close}. Not for several threads, but {@link #predict}.
 */
public final class Program implements AutoCloseable {
  private final Built model;
  private final Goal goal;
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Session session;
  private final State state;
  private final Progress progress;
  private final Map<Sweep.Kind, Sweep> sweeps = new HashMap<>();
  private final Map<Shape, Backward> backward = new HashMap<>();
  private final Map<Integer, Forward> forwards = new HashMap<>();

  /**
   * {@code goal} null: a model that is not compiled, for prediction only. {@code weights} as in {@link #weights}. {@code passes}: the training passes
   * that the model has had, from which its noise layers go on.
   */
  public Program(Built model, Goal goal, List<float[]> weights, int passes) {
    this.model = model;
    this.goal = goal;
    Session opened = null;
    try {
      state = new State(tf, model, goal == null ? null : goal.optimizer());
      progress = new Progress(goal == null ? 0 : goal.optimizer().learningRate(), passes);
      session = opened = new Session(graph, Threads.config(model.parameters()));
      state.set(session, weights);
      if (goal != null) state.startSlots(session, goal.optimizer());
    } catch (RuntimeException e) {
      if (opened != null) opened.close();
      graph.close();
      throw e;
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
    Shape ySample = new Shape(java.util.Arrays.stream(chunk.y().shape().asArray()).mapToInt(size -> (int) size).boxed().toList())
        .dropFirst();
    Sweep sweep = sweeps.computeIfAbsent(new Sweep.Kind(training, batchSize, even, ySample, chunk.weights() != null),
        kind -> new Sweep(tf, kind, model, goal, state));
    return sweep.run(session, chunk, before, progress);
  }

  /** The outputs for {@code rows} samples that lie in {@code x} one after the other. */
  public float[] predict(float[] x, int rows) {
    Forward ready = forward(rows);
    try (TFloat32 input = TFloat32.tensorOf(Tensors.shape(model.sampleShape().prepend(rows)),
        org.tensorflow.ndarray.buffer.DataBuffers.of(x, false, false))) {
      try (var result = session.runner().feed(ready.x(), input).fetch(ready.y()).run()) {
        return Tensors.floats((TFloat32) result.get(0));
      }
    }
  }

  /** The gradients of the mean loss over all of {@code xs} with respect to each trainable weight, in order; nothing is trained. */
  public List<NDArray> gradients(Samples xs, Samples ys) {
    Backward ready = backward.computeIfAbsent(ys.sampleShape(), this::backward);
    Labelled data = new Labelled(xs, ys);
    try (Chunk chunk = new Chunk(data, xs.count())) {
      chunk.fill(data, Shuffle.sequence(xs.count()), 0, xs.count());
      Session.Runner runner = session.runner().feed(ready.x(), chunk.x()).feed(ready.y(), chunk.y());
      ready.gradients().forEach(gradient -> runner.fetch(gradient.floats()));
      try (var found = runner.run()) {
        List<NDArray> gradients = new ArrayList<>();
        for (Variable v : model.trainable()) gradients.add(new NDArray(v.shape(), Tensors.floats((TFloat32) found.get(gradients.size()))));
        return gradients;
      }
    }
  }

  private Backward backward(Shape ySample) {
    Operand<TFloat32> x = placeholder(model.sampleShape()), y = placeholder(ySample);
    GradientTape tape = new GradientTape(tf, "gradients");
    Map<Variable, Tensor> weights = weights(tape);
    Pass.Result result = new Pass(tape, model, weights, false, null).of(tape.of(shaped(x, model.sampleShape().prepend(Shape.NONE))));
    Objective objective = new Objective(tape, goal.loss(), tape.of(shaped(y, ySample.prepend(Shape.NONE))), result.y(), null);
    return new Backward(x, y, objective.gradients(model.trainable().stream().map(weights::get).toList()));
  }

  /** One array a weight, in the order of {@link Built#variables}. */
  public List<float[]> weights() { return state.get(session); }

  public void setWeights(List<float[]> weights) { state.set(session, weights); }

  /** The training passes of the model's life. */
  public int passes() { return progress.passes(); }

  /** What the optimizer has gathered; the model must be compiled. */
  public OptimizerState optimizerState() {
    Map<String, List<float[]>> slots = new LinkedHashMap<>();
    for (String slot : goal.optimizer().slots()) slots.put(slot, state.getSlot(session, slot));
    return new OptimizerState(progress.iterations(), progress.learningRate(), slots);
  }

  /** The optimizer goes on from {@code resumed}, which has the compiled optimizer's slots. */
  public void setOptimizerState(OptimizerState resumed) {
    progress.resume(resumed.iterations(), resumed.learningRate());
    resumed.slots().forEach((slot, values) -> state.setSlot(session, slot, values));
  }

  private record Backward(Operand<TFloat32> x, Operand<TFloat32> y, List<Tensor> gradients) {}

  private record Forward(Operand<TFloat32> x, Operand<TFloat32> y) {}

  /** As in Keras the first batch fixes the batch axis of its graph; batches of other sizes share one in which it is open. */
  private synchronized Forward forward(int rows) {
    int batchSize = forwards.isEmpty() || forwards.containsKey(rows) ? rows : Shape.NONE;
    return forwards.computeIfAbsent(batchSize, this::writeForward);
  }

  private Forward writeForward(int batchSize) {
    Operand<TFloat32> x = placeholder(model.sampleShape());
    GradientTape tape = new GradientTape(tf, "forward");
    Tensor y = new Pass(tape, model, weights(tape), false, null).of(tape.of(shaped(x, model.sampleShape().prepend(batchSize)))).y();
    return new Forward(x, tf.identity(y.floats())); // an activation that is fetched itself could not be fused
  }

  private Map<Variable, Tensor> weights(GradientTape tape) {
    return state.tensors(tape, state.views(tf, name -> state.weights().get(name).read()));
  }

  private Operand<TFloat32> placeholder(Shape sample) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Tensors.shape(sample.prepend(Shape.NONE))));
  }

  /** What is fed, with its shape: TensorFlow's graph optimizer does not believe a placeholder's. */
  private Operand<TFloat32> shaped(Operand<TFloat32> fed, Shape shape) { return tf.ensureShape(fed, Tensors.shape(shape)); }

  @Override public void close() {
    session.close();
    graph.close();
  }
}
