package kerava.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kerava.layers.Layer;
import kerava.network.Built;
import kerava.network.Variable;
import kerava.ops.Gradient;
import kerava.ops.GradientTape;
import kerava.ops.Tensor;
import kerava.optimizers.OptimizerState;
import kerava.random.Rules;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Shape;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * What a model's program has written for TensorFlow: one graph and one session with the model's variables, and in it a part for each kind
 * of batches, written when it is first needed. Samples have the sizes of the data at hand, of which the model may know less. Owns its
 * native memory.
 */
final class Graphs implements AutoCloseable {
  /** So many parts at most; TensorFlow's graphs only grow. */
  private static final int MOST = 16;

  /**
   * The forward pass of batches of {@code batchSize} samples, {@link Shape#NONE} of any number; {@code samples}: the shape of one of each
   * input.
   */
  record ForwardKind(List<Shape> samples, int batchSize) {}

  /** The gradients for {@code samples} with labels of shapes {@code truths}, null for an output without. */
  record BackwardKind(List<Shape> samples, List<Shape> truths) {}

  private final Built model;
  private final CompiledSettings compiled;
  private final Graph graph = NativeMemory.graph();
  private final Ops tf = Ops.create(graph);
  private final Session session;
  private final ModelState state;
  private final Map<BatchLoop.Kind, BatchLoop> loops = new HashMap<>();
  private final Map<BackwardKind, BackwardGraph> backward = new HashMap<>();
  private final Map<ForwardKind, ForwardGraph> forwards = new HashMap<>();
  private final Map<List<Shape>, NoiseCounts> noise = new HashMap<>();
  private final Set<BatchLoop.Kind> compiledByXla = new HashSet<>();
  private final ConfigProto threads;
  private final boolean single;

  /** {@code compiled} null: for prediction only. {@code threads}: of the session; {@code single}: they run each op in one. */
  Graphs(Built model, CompiledSettings compiled, ConfigProto threads, boolean single) {
    this.model = model;
    this.compiled = compiled;
    this.threads = threads;
    this.single = single;
    try {
      state = new ModelState(tf, model, compiled == null ? null : compiled.optimizer());
      session = new Session(graph, threads);
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  private Rules rules() { return compiled == null ? Rules.KERAS_3 : compiled.rules(); }

  Session session() { return session; }

  /** One array each, in the order of the model's variables. */
  List<NDArray> weights() { return state.get(session); }

  void setWeights(List<NDArray> values) { state.set(session, values); }

  /** What the optimizer has kept here, with how far it has come. */
  OptimizerState optimizer(Progress progress) { return state.optimizer(session, progress); }

  void setOptimizer(OptimizerState kept) { state.setOptimizer(session, kept); }

  /** The same with room for all kinds of batches. */
  Graphs anew() { return new Graphs(model, compiled, threads, single); }

  /** Whether each op has one thread. */
  boolean isSingle() { return single; }

  /** The loops that XLA has compiled. */
  Set<BatchLoop.Kind> compiledByXla() { return compiledByXla; }

  /** Whether the part for {@code kind} is written, or there is room for it. */
  synchronized boolean take(Record kind) {
    return loops.size() + backward.size() + forwards.size() < MOST || loops.containsKey(kind) || backward.containsKey(kind)
        || forwards.containsKey(kind);
  }

  synchronized NoiseCounts noise(List<Shape> samples) { return noise.computeIfAbsent(samples, unseen -> new NoiseCounts(model, samples)); }

  synchronized BatchLoop loop(BatchLoop.Kind kind) {
    return loops.computeIfAbsent(kind, unseen -> new BatchLoop(tf, kind, model, compiled, state));
  }

  synchronized ForwardGraph forward(ForwardKind kind) { return forwards.computeIfAbsent(kind, this::write); }

  synchronized BackwardGraph backward(BackwardKind kind) { return backward.computeIfAbsent(kind, this::write); }

  private BackwardGraph write(BackwardKind kind) {
    List<Operand<?>> x = new ArrayList<>(), y = new ArrayList<>();
    GradientTape tape = new GradientTape(tf, "gradients");
    List<Tensor> inputs = inputs(tape, kind.samples(), Shape.NONE, x), labels = new ArrayList<>();
    for (Shape truth : kind.truths()) labels.add(truth == null ? null : fed(tape, TFloat32.class, truth, Shape.NONE, y));
    Map<Variable, Tensor> weights = weights(tape);
    ForwardPass.Result result = new ForwardPass(tape, model, weights, false, null, rules(), null).of(inputs);
    List<Tensor> none = new ArrayList<>();
    result.outputs().forEach(output -> none.add(null));
    Objective objective = new Objective(tape, compiled, new Objective.Batch(labels, result.outputs(), none, result.losses()));
    return new BackwardGraph(x, y,
        objective.gradients(model.trainable().stream().map(weights::get).toList()).stream().map(Gradient::dense).toList());
  }

  private ForwardGraph write(ForwardKind kind) {
    List<Operand<?>> x = new ArrayList<>();
    List<Operand<?>> y = new ArrayList<>();
    GradientTape tape = new GradientTape(tf, "forward");
    List<Tensor> inputs = inputs(tape, kind.samples(), kind.batchSize(), x);
    KeptStates kept = new KeptStates(model);
    Map<String, Operand<TFloat32>> before = new LinkedHashMap<>();
    Map<String, Operand<?>> after = new LinkedHashMap<>();
    kept.shapes().forEach((name, shape) -> before.put(name, tf.placeholder(TFloat32.class, Placeholder.shape(Tensors.shape(shape)))));
    Map<Layer, List<Tensor>> states = kept.begin(tf, tape, before::get);
    List<Tensor> outputs = new ForwardPass(tape, model, weights(tape), false, null, rules(), null).keeping(states).of(inputs).outputs();
    outputs.forEach(output -> y.add(tape.of(tf.identity(output.operand())).operand())); // an activation that is fetched itself could not be fused
    kept.end(states).forEach((name, state) -> after.put(name, tf.identity(state.cast(DType.FLOAT32).operand())));
    return new ForwardGraph(x, y, kept, before, after);
  }

  private List<Tensor> inputs(GradientTape tape, List<Shape> samples, int batchSize, List<Operand<?>> placeholders) {
    List<Tensor> inputs = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++)
      inputs.add(fed(tape, NumberType.of(model.inputTypes().get(i)).type(), samples.get(i), batchSize, placeholders));
    return inputs;
  }

  /** What is fed, with its shape: TensorFlow's graph optimizer does not believe a placeholder's. */
  private Tensor fed(GradientTape tape, Class<? extends TType> type, Shape sample, int batchSize, List<Operand<?>> placeholders) {
    Operand<? extends TType> placeholder = tf.placeholder(type, Placeholder.shape(Tensors.shape(sample.prepend(Shape.NONE))));
    placeholders.add(placeholder);
    return tape.of(tf.ensureShape(placeholder, Tensors.shape(sample.prepend(batchSize))));
  }

  private Map<Variable, Tensor> weights(GradientTape tape) {
    return state.tensors(tape, state.views(tf, name -> state.weights().get(name).read()));
  }

  @Override public void close() {
    session.close();
    graph.close();
  }
}
