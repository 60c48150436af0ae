package kerava.engine;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import kerava.layers.Layer;
import kerava.network.Built;
import kerava.network.LayerState;
import kerava.network.Variable;
import kerava.ops.Gradient;
import kerava.ops.GradientTape;
import kerava.ops.Tensor;
import kerava.random.Rules;
import kerava.tensor.DType;
import kerava.tensor.Shape;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * The loop over the batches of a chunk, training on them or testing: slice, forward, loss, metrics and, in training, gradients and update.
 * All that changes is carried by the loop and written to the variables after it.
 */
final class BatchLoop {
  private static final String ROWS = BatchRows.ROWS, X = "x_", Y = "y_", WEIGHTS = "sample_weights_",
      DRAWN = "drawn_",
      TOTAL = "total_", OWN = "own_metrics";
  private static final org.tensorflow.ndarray.Shape SCALAR = org.tensorflow.ndarray.Shape.scalar();

  /**
   * What tells one loop of a model from another. {@code even}: every batch has {@code batchSize} samples, as the data divide by it.
   * {@code byXla}: XLA compiles it. {@code samples}: the shape of a sample of each input; {@code truths}: of a label of each output, null
   * for one without; {@code weighted}: whether it has weights. {@code oneCount}: all noise layers have drawn as often.
   */
  record Kind(boolean training, int batchSize, boolean even, boolean byXla, List<Shape> samples, List<Shape> truths,
      List<Boolean> weighted,
      boolean oneCount) {}

  private final Kind kind;
  private final Built model;
  private final CompiledSettings compiled;
  private final ModelState state;
  private final NoiseCounts noise;
  private final KeptStates kept;
  /** Null: seeds of noise are counted. */
  private final KernelNoise kernels;
  private final Set<Variable> changed = new HashSet<>();
  private final Map<String, Operand<?>> fed = new LinkedHashMap<>();
  private final MetricStates metrics;
  private final List<Output<?>> totals = new ArrayList<>(), states = new ArrayList<>();
  private final List<Op> assigns = new ArrayList<>();
  /** Null: training is Keras's. */
  private OwnStep own;
  /** How often a training step calls the model. */
  private int calls;
  private final Stepping stepping;
  /** Null: the loss is not scaled. */
  private final LossScaling scaling;
  private boolean[] overBatches;
  /** How far the optimizer has come, where only the loop knows. */
  private final List<Output<?>> progress = new ArrayList<>(), keptAfter = new ArrayList<>();

  BatchLoop(Ops tf, Kind kind, Built model, CompiledSettings compiled, ModelState state) {
    this.kind = kind;
    this.model = model;
    this.compiled = compiled;
    this.state = state;
    noise = new NoiseCounts(model, kind.samples());
    kept = new KeptStates(model);
    kernels = compiled.rules() == Rules.KERAS_2 ? new KernelNoise(model) : null;
    metrics = new MetricStates(compiled, model.outputs(kind.samples()));
    stepping = new Stepping(compiled.optimizer());
    scaling = kind.training() ? LossScaling.of(compiled.optimizer()) : null;
    Loop loop = new Loop();
    loop.carry(Loop.STEP, tf.constant(0), TInt32.class, SCALAR);
    feed(tf, loop, Loop.STEPS, TInt32.class, SCALAR);
    if (!kind.even()) feed(tf, loop, ROWS, TInt32.class, SCALAR);
    if (kind.byXla()) feed(tf, loop, BatchRows.FIRST, TInt32.class, SCALAR);
    feedColumns(tf, loop);
    if (kind.training()) stepping.carried((name, type) -> feed(tf, loop, name, type, SCALAR));
    if (scaling != null) scaling.carried((name, type) -> feed(tf, loop, name, type, SCALAR));
    counts().forEach(count -> feed(tf, loop, count, TInt32.class, SCALAR));
    for (int i = 0; i < told(); i++) feed(tf, loop, TOTAL + i, TFloat32.class, SCALAR);
    if (isOwn()) feed(tf, loop, OWN, TFloat32.class, Tensors.shape(Shape.of(Shape.NONE)));
    metrics.shapes().forEach((name, shape) -> feed(tf, loop, name, TFloat32.class, Tensors.shape(shape)));
    kept.shapes().forEach((name, shape) -> feed(tf, loop, name, TFloat32.class, Tensors.shape(shape)));
    Map<String, ResourceVariable> stores = kind.training() ? state.all() : state.weights();
    stores.forEach((name, store) -> loop.carry(name, store.read(), store.type(), store.shape()));
    Map<String, Output<?>> results = kind.byXla() ? loop.compiled(tf, this::step) : loop.build(tf, this::step);
    GradientTape tape = new GradientTape(tf, "results");
    Map<Integer, Tensor> told = metrics.results(tape, name -> tape.of(results.get(name)));
    for (int i = 0; i < told(); i++) totals.add(told.containsKey(i) ? told.get(i).operand().asOutput() : results.get(TOTAL + i));
    metrics.shapes().keySet().forEach(name -> states.add(results.get(name)));
    if (isOwn()) states.add(results.get(OWN));
    if (scaling != null)
      for (String name : List.of(Stepping.iterations(0), LossScaling.STEPS, LossScaling.SCALE)) progress.add(results.get(name));
    kept.shapes().keySet().forEach(name -> keptAfter.add(results.get(name)));
    if (kind.training()) stores.forEach((name, store) -> assigns.add(store.assign(results.get(name).expect(store.type()))));
  }

  private void feedColumns(Ops tf, Loop loop) {
    for (int i = 0; i < kind.samples().size(); i++)
      feed(tf, loop, X + i, type(i), Tensors.shape(kind.samples().get(i).prepend(Shape.NONE)));
    for (int i = 0; i < kind.truths().size(); i++) {
      if (kind.truths().get(i) != null) feed(tf, loop, Y + i, TFloat32.class, Tensors.shape(kind.truths().get(i).prepend(Shape.NONE)));
      if (kind.weighted().get(i)) feed(tf, loop, WEIGHTS + i, TFloat32.class, Tensors.shape(Shape.of(Shape.NONE)));
    }
  }

  /** The names of the counts of what noise layers have drawn. */
  private List<String> counts() {
    if (!kind.training() || noise.layers().isEmpty()) return List.of();
    if (kind.oneCount() || kernels != null) return List.of(DRAWN);
    return IntStream.range(0, noise.layers().size()).mapToObj(i -> DRAWN + i).toList();
  }

  private String count(Layer layer) {
    for (int i = 0; i < noise.layers().size(); i++) if (noise.layers().get(i) == layer) return kind.oneCount() ? DRAWN : DRAWN + i;
    throw new IllegalStateException(layer.className() + " has no generator");
  }

  private Class<? extends TType> type(int input) { return NumberType.of(model.inputTypes().get(input)).type(); }

  /** The weights that change in it. */
  Set<Variable> changed() { return changed; }

  private int told() { return compiled.told().size(); }

  private void feed(Ops tf, Loop loop, String name, Class<? extends TType> type, org.tensorflow.ndarray.Shape shape) {
    Operand<?> placeholder = tf.placeholder(type, Placeholder.shape(shape));
    fed.put(name, placeholder);
    loop.carry(name, placeholder, type, shape);
  }

  private Map<String, Operand<?>> step(Ops root, Loop.Values in) {
    GradientTape tape = new GradientTape((Graph) root.scope().env());
    Ops tf = root.withSubScope("loop");
    BatchRows rows = new BatchRows(kind.batchSize(), kind.even(), kind.byXla());
    List<Tensor> x = new ArrayList<>();
    for (int i = 0; i < kind.samples().size(); i++) x.add(tape.of(rows.of(root, in, X + i, type(i), kind.samples().get(i))));
    List<Tensor> truths = columns(kind.truths(), (i, truth) -> tape.of(rows.of(root, in, Y + i, TFloat32.class, truth)));
    Map<Variable, Tensor> weights = state.tensors(tape, state.views(tf, in::of));
    List<Shape> weighed = kind.weighted().stream().map(given -> given ? Shape.of() : null).toList();
    List<Tensor> sampleWeights = columns(weighed, (i, one) -> tape.of(rows.of(root, in, WEIGHTS + i, TFloat32.class, one)));
    ForwardPass pass = new ForwardPass(tape, model, weights, kind.training(), layer -> tape.of(in.of(count(layer), TInt32.class)),
        compiled.rules(), kernels == null || counts().isEmpty() ? null : kernels.states(tape, in.of(DRAWN)));
    Map<Layer, List<Tensor>> states = kept.begin(tf, tape, in::floats);
    pass.keeping(states);
    OwnStep.Samples samples = new OwnStep.Samples(x, truths, sampleWeights);
    Map<String, Operand<?>> out = new HashMap<>();
    out.put(Loop.STEP, tf.math.add(in.of(Loop.STEP, TInt32.class), tf.constant(1)));
    Applied gradients =
        isOwn() ? own(tf, tape, in, pass, samples, weights, out) : keras(tf, tape, in, pass, samples, weights, out);
    if (kind.training()) train(tf, tape, in, pass, samples, gradients, out);
    kept.end(states).forEach((name, value) -> out.put(name, value.cast(DType.FLOAT32).operand()));
    return out;
  }

  private boolean isOwn() { return kind.training() && compiled.trainStep() != null; }

  /** Keras's own step: what it tells into {@code out}, and its gradients. */
  private Applied keras(Ops tf, GradientTape tape, Loop.Values in, ForwardPass pass, OwnStep.Samples samples,
      Map<Variable, Tensor> weights, Map<String, Operand<?>> out) {
    ForwardPass.Result result = pass.of(samples.xs());
    Objective.Batch batch = new Objective.Batch(samples.ys(), result.outputs(), samples.weights(), result.losses());
    Objective objective = new Objective(tape, compiled, batch);
    overBatches = objective.overBatches();
    metrics.after(tape, batch, name -> tape.of(in.floats(name))).forEach((name, value) -> out.put(name, value.operand()));
    for (int i = 0; i < told(); i++)
      if (objective.told().get(i) != null) out.put(TOTAL + i, tf.math.add(in.floats(TOTAL + i), objective.told().get(i).floats()));
    Tensor scale = scaling == null ? null : tape.of(tf.ensureShape(in.floats(LossScaling.SCALE), SCALAR));
    UnaryOperator<Tensor> scaled = scale == null ? compiled.optimizer().options()::scaled : loss -> loss.weighted(scale);
    return variables -> {
      List<Gradient> gradients = objective.gradients(variables.stream().map(weights::get).toList(), scaled);
      return scale == null ? gradients : scaling.unscaled(tf, gradients, scale);
    };
  }

  /** The same of a step of the user's own. */
  private Applied own(Ops tf, GradientTape tape, Loop.Values in, ForwardPass pass, OwnStep.Samples samples,
      Map<Variable, Tensor> weights, Map<String, Operand<?>> out) {
    require(scaling == null && compiled.optimizer().options().lossScaleFactor() == null,
        "trainStep: a scale of the loss is not supported with it yet; take an optimizer without, or Keras's own step");
    own = new OwnStep(tape, model, compiled, pass, samples, weights, state.trainable(), metrics, name -> tape.of(in.floats(name)));
    own.write();
    overBatches = own.overBatches();
    own.states().forEach((name, value) -> out.put(name, value.operand()));
    own.told().forEach((i, sums) -> {
      Operand<TFloat32> total = in.floats(TOTAL + i);
      for (Tensor sum : sums) total = tf.math.add(total, sum.weighted(1f / sums.size()).floats());
      out.put(TOTAL + i, total);
    });
    out.put(OWN, own.metrics().after(tf, tape, in.floats(OWN)));
    return own;
  }

  private void train(Ops tf, GradientTape tape, Loop.Values in, ForwardPass pass, OwnStep.Samples samples, Applied gradients,
      Map<String, Operand<?>> out) {
    calls = pass.calls();
    for (int i = 0; i < counts().size(); i++) {
      int draws = calls * noise.uses(noise.layers().get(i));
      Operand<TInt32> drawn = kernels == null ? tf.constant(draws) : KernelNoise.samplesOf(samples.xs().get(0));
      out.put(counts().get(i), tf.math.add(in.of(counts().get(i), TInt32.class), drawn));
    }
    pass.updates().forEach((variable, value) -> out.put(variable.path(), value.operand()));
    changed.addAll(pass.updates().keySet());
    changed.addAll(model.trainable());
    Map<String, Operand<?>> stepped = stepping.stepped(tf, tape, state, gradients, in, pass.assigned());
    out.putAll(scaling == null ? stepped : scaling.carried(tf, stepped, in));
  }

  /** What {@code column} gives for each of {@code samples} that is not null. */
  private static List<Tensor> columns(List<Shape> samples, BiFunction<Integer, Shape, Tensor> column) {
    List<Tensor> columns = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) columns.add(samples.get(i) == null ? null : column.apply(i, samples.get(i)));
    return columns;
  }

  private void feed(Session.Runner runner, String name, List<? extends TType> columns) {
    for (int i = 0; i < columns.size(); i++) if (columns.get(i) != null) runner.feed(fed.get(name + i), columns.get(i));
  }

  /** Goes through the part once; gives the sums after it. {@code counted} false: a trial, of which only the session's variables know. */
  Totals run(Session session, Chunk.Part part, Totals before, Progress progress, boolean counted) {
    Chunk chunk = part.chunk();
    int steps = part.steps();
    Session.Runner runner = session.runner();
    feed(runner, X, chunk.x());
    feed(runner, Y, chunk.y());
    feed(runner, WEIGHTS, chunk.weights());
    try (Scalars scalars = new Scalars(runner)) {
      scalars.feed(fed.get(Loop.STEPS), steps).feed(fed.get(ROWS), part.rows()).feed(fed.get(BatchRows.FIRST), part.first());
      if (kind.training()) stepping.feed(scalars, fed, progress);
      if (scaling != null) LossScaling.feed(scalars, fed, progress.lossScale());
      for (int i = 0; i < counts().size(); i++)
        scalars.feed(fed.get(counts().get(i)), kernels != null ? kernels.samples() : (int) LayerState.draws(noise.layers().get(i)));
      for (int i = 0; i < totals.size(); i++) scalars.feed(fed.get(TOTAL + i), before.sums()[i]);
      metrics.feed(scalars, fed, before);
      if (own != null) own.metrics().feed(scalars, fed.get(OWN), before);
      kept.feed(scalars, fed);
      totals.forEach(runner::fetch);
      states.forEach(runner::fetch);
      this.progress.forEach(runner::fetch);
      keptAfter.forEach(runner::fetch);
      assigns.forEach(runner::addTarget);
      try (var result = Running.of(runner)) {
        if (counted) count(result, part, progress);
        return after(result, part.rows(), before);
      }
    }
  }

  private void count(Result result, Chunk.Part part, Progress progress) {
    kept.take(result, totals.size() + states.size() + this.progress.size());
    if (kind.training()) {
      if (scaling == null) progress.advance(part.steps());
      else scaling.advance(progress, result, totals.size() + states.size());
      if (kernels == null) noise.advance(part.steps() * calls);
      else kernels.advance(part.rows());
    } else {
      noise.advanceAside(part.steps());
    }
  }

  /** What TensorFlow does of a step whose batch is not there: what needs no batch. */
  void runEmpty(Progress progress) {
    if (scaling == null) progress.advance(1);
    noise.advance(calls);
  }

  private Totals after(Result found, int rows, Totals before) {
    float[] sums = new float[totals.size()];
    for (int i = 0; i < sums.length; i++) sums[i] = ((TFloat32) found.get(i)).getFloat();
    Totals after = before.after(sums, rows, kind.batchSize(), overBatches, metrics,
        metrics.gathered(found, sums.length));
    if (own == null) return after;
    TFloat32 ownSums = (TFloat32) found.get(totals.size() + states.size() - 1);
    return own.metrics().after(after, Tensors.floats(ownSums), rows, kind.batchSize());
  }
}
