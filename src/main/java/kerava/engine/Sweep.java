package kerava.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kerava.metrics.Metric;
import kerava.network.Built;
import kerava.network.Variable;
import kerava.ops.GradientTape;
import kerava.ops.Tensor;
import kerava.tensor.Shape;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/**
 * The loop over the batches of a chunk, training on them or testing: slice, forward, loss, metrics and, in training, gradients and update. All
 * that changes is carried by the loop and written to the variables after it.
 */
final class Sweep {
  private static final String ROWS = "rows", X = "x", Y = "y", WEIGHTS = "sample_weights", RATE = "learning_rate",
      ITERATIONS = "iterations",
      PASSES = "passes",
      TOTAL = "total_";
  /** The op that gives Python its batches. */
  private static final String FROM_DATASET = "IteratorGetNext";
  private static final org.tensorflow.ndarray.Shape SCALAR = org.tensorflow.ndarray.Shape.scalar();

  /** What tells one sweep of a model from another. {@code even}: every batch has {@code batchSize} samples, as the data divide by it. */
  record Kind(boolean training, int batchSize, boolean even, Shape ySample, boolean weighted) {}

  private final Kind kind;
  private final Built model;
  private final Goal goal;
  private final State state;
  private final List<Metric> metrics;
  private final Map<String, Operand<?>> fed = new LinkedHashMap<>();
  private final List<Output<?>> totals = new ArrayList<>();
  private final List<Op> assigns = new ArrayList<>();

  Sweep(Ops tf, Kind kind, Built model, Goal goal, State state) {
    this.kind = kind;
    this.model = model;
    this.goal = goal;
    this.state = state;
    Shape truth = kind.ySample().prepend(Shape.NONE);
    metrics = goal.metrics().stream().map(metric -> metric.resolve(truth, model.outputShape())).toList();
    Loop loop = new Loop();
    loop.carry(Loop.STEP, tf.constant(0), TInt32.class, SCALAR);
    feed(tf, loop, Loop.STEPS, TInt32.class, SCALAR);
    if (!kind.even()) feed(tf, loop, ROWS, TInt32.class, SCALAR);
    feed(tf, loop, X, TFloat32.class, Tensors.shape(model.sampleShape().prepend(Shape.NONE)));
    feed(tf, loop, Y, TFloat32.class, Tensors.shape(truth));
    if (kind.weighted()) feed(tf, loop, WEIGHTS, TFloat32.class, Tensors.shape(Shape.of(Shape.NONE)));
    if (kind.training()) feed(tf, loop, RATE, TFloat32.class, SCALAR);
    if (kind.training()) feed(tf, loop, ITERATIONS, TInt64.class, SCALAR);
    if (noisy()) feed(tf, loop, PASSES, TInt32.class, SCALAR);
    for (int i = 0; i <= metrics.size(); i++) feed(tf, loop, TOTAL + i, TFloat32.class, SCALAR);
    Map<String, Store> stores = kind.training() ? state.all() : state.weights();
    stores.forEach((name, store) -> loop.carry(name, store.read(), TFloat32.class, store.shape()));
    Map<String, Output<?>> results = loop.build(tf, this::step);
    for (int i = 0; i <= metrics.size(); i++) totals.add(results.get(TOTAL + i));
    if (kind.training()) stores.forEach((name, store) -> assigns.add(store.assign(results.get(name).expect(TFloat32.class))));
  }

  /** Whether a layer draws anew in every training pass. */
  private boolean noisy() { return kind.training() && model.nodes().stream().anyMatch(node -> !node.generatorSeeds().isEmpty()); }

  private void feed(Ops tf, Loop loop, String name, Class<? extends TType> type, org.tensorflow.ndarray.Shape shape) {
    Operand<?> placeholder = tf.placeholder(type, Placeholder.shape(shape));
    fed.put(name, placeholder);
    loop.carry(name, placeholder, type, shape);
  }

  private Map<String, Operand<?>> step(Ops root, Loop.Values in) {
    GradientTape tape = new GradientTape((Graph) root.scope().env());
    Ops tf = root.withSubScope("loop");
    Tensor x = tape.of(batch(root, in, X, model.sampleShape())), y = tape.of(batch(root, in, Y, kind.ySample()));
    Map<Variable, Tensor> weights = state.tensors(tape, state.views(tf, in::floats));
    Pass.Result result = new Pass(tape, model, weights, kind.training(), noisy() ? tape.of(in.of(PASSES, TInt32.class)) : null).of(x);
    Tensor sampleWeights = kind.weighted() ? tape.of(batch(root, in, WEIGHTS, Shape.of())) : null;
    Objective objective = new Objective(tape, goal.loss(), y, result.y(), sampleWeights);
    Map<String, Operand<?>> out = new HashMap<>();
    out.put(Loop.STEP, tf.math.add(in.of(Loop.STEP, TInt32.class), tf.constant(1)));
    out.put(TOTAL + 0, tf.math.add(in.floats(TOTAL + 0), objective.lossSum().floats()));
    for (int i = 0; i < metrics.size(); i++) {
      out.put(TOTAL + (i + 1), tf.math.add(in.floats(TOTAL + (i + 1)), objective.metricSum(metrics.get(i), y, result.y()).floats()));
    }
    if (kind.training()) {
      out.put(ITERATIONS, tf.math.add(in.of(ITERATIONS, TInt64.class), tf.constant(1L)));
      if (noisy()) out.put(PASSES, tf.math.add(in.of(PASSES, TInt32.class), tf.constant(1)));
      result.updates().forEach((variable, value) -> out.put(variable.path(), value.operand()));
      // What is fed has an unknown shape for TensorFlow's graph optimizer; Python's rate is a variable, a scalar for certain.
      Operand<TFloat32> rate = tf.ensureShape(in.floats(RATE), SCALAR);
      out.putAll(state.update(tf, goal.optimizer(), objective, weights, in, rate, in.of(ITERATIONS, TInt64.class)));
    }
    return out;
  }

  /** The samples of this step: {@code batchSize} of them, or what is left of the chunk. */
  private Operand<TFloat32> batch(Ops root, Loop.Values in, String name, Shape sample) {
    Ops tf = root.withSubScope("batch");
    Operand<TInt32> size = tf.constant(kind.batchSize()), begin = tf.math.mul(in.of(Loop.STEP, TInt32.class), size);
    Operand<TInt32> rows = kind.even() ? size : tf.math.minimum(size, tf.math.sub(in.of(ROWS, TInt32.class), begin));
    List<Operand<TInt32>> begins = new ArrayList<>(List.of(begin)), sizes = new ArrayList<>(List.of(rows));
    for (int axis = 0; axis < sample.rank(); axis++) {
      begins.add(tf.constant(0));
      sizes.add(tf.constant(sample.size(axis)));
    }
    if (kind.even())
      return root.withName(FROM_DATASET).slice(in.floats(name), tf.stack(begins), tf.constant(sample.prepend(kind.batchSize()).toArray()));
    Operand<TFloat32> slice = tf.slice(in.floats(name), tf.stack(begins), tf.stack(sizes));
    return root.withName(FROM_DATASET).reshape(slice, tf.constant(sample.prepend(Shape.NONE).toArray()));
  }

  /** Goes through the chunk once; gives the sums after it. */
  Totals run(Session session, Chunk chunk, Totals before, Progress progress) {
    int steps = (chunk.rows() + kind.batchSize() - 1) / kind.batchSize();
    Session.Runner runner = session.runner().feed(fed.get(X), chunk.x()).feed(fed.get(Y), chunk.y());
    if (kind.weighted()) runner.feed(fed.get(WEIGHTS), chunk.weights());
    try (Scalars scalars = new Scalars(runner)) {
      scalars.feed(fed.get(Loop.STEPS), steps).feed(fed.get(ROWS), chunk.rows()).feed(fed.get(RATE), progress.learningRate())
          .feed(fed.get(ITERATIONS), progress.iterations()).feed(fed.get(PASSES), progress.passes());
      for (int i = 0; i < totals.size(); i++) scalars.feed(fed.get(TOTAL + i), before.sums()[i]);
      totals.forEach(runner::fetch);
      assigns.forEach(runner::addTarget);
      try (var result = runner.run()) {
        float[] sums = new float[totals.size()];
        for (int i = 0; i < sums.length; i++) sums[i] = ((TFloat32) result.get(i)).getFloat();
        if (kind.training()) progress.advance(steps);
        return before.after(sums, chunk.rows(), kind.batchSize());
      }
    }
  }
}
