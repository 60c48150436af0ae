package kerava.training;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import kerava.engine.Chunk;
import kerava.engine.Examples;
import kerava.engine.Goal;
import kerava.engine.Program;
import kerava.engine.Totals;
import kerava.network.Built;
import kerava.network.Network;
import kerava.optimizers.OptimizerState;
import kerava.random.RandomSeed;
import kerava.random.Shuffle;
import kerava.tensor.Columns;
import kerava.tensor.DType;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/** Runs a built model: epochs and batches, their order, history, callbacks and the progress line. Owns the program that runs them. */
public final class Trainer implements AutoCloseable {
  private final CompileSettings settings;
  private final Goal goal;
  private final Traces training = new Traces(), testing = new Traces(), predicting = new Traces();
  /** As the user has left it, and with the trainable weights of what runs. */
  private Built model, running;
  private Program program;
  /** Null: the optimizer is not built, as no fit has begun. */
  private KnownState optimizer;
  /** Of the batches by themselves since the last fit or evaluate. */
  private Totals ofBatches;

  /** {@code settings} null: not compiled, for prediction only. */
  public Trainer(Built model, CompileSettings settings) {
    this.model = running = model;
    this.settings = settings;
    goal = settings == null ? null : settings.goal(model.network());
    program = new Program(running, goal);
  }

  /** Layers have been frozen or thawed: that acts on what is traced from here on. */
  public void model(Built changed) { model = changed; }

  /** Lets the trainable weights of {@code wanted} train; the optimizer keeps its state of all that it was built for. */
  private void run(String who, Built wanted) {
    String unknown = optimizer == null ? null : optimizer.unknown(wanted);
    require(unknown == null, "%s: '%s' was frozen when the optimizer was built, which does not know it; compile the model again", who,
        unknown);
    if (wanted.equals(running)) return;
    if (optimizer != null) optimizer = optimizer.with(running, program.optimizerState());
    Program before = program;
    running = wanted;
    before.close();
    program = new Program(wanted, goal);
    if (optimizer != null) program.setOptimizerState(optimizer.part(wanted));
  }

  public CompileSettings settings() { return settings; }

  public Program program() { return program; }

  /** Whether a fit has begun that trains a weight, so that the optimizer's state exists, as Keras counts it. */
  public boolean trained() { return optimizer != null && !optimizer.paths().isEmpty(); }

  /** The optimizer goes on from {@code state}, as if it had trained here. */
  public void resume(KnownState state) {
    optimizer = state;
    OptimizerState part = state.part(running);
    if (part != null) program.setOptimizerState(part);
  }

  /** The optimizer's state of the model's trainable weights; null if it does not know them all, or there is no optimizer. */
  public OptimizerState optimizerState() {
    if (settings == null) return null;
    if (optimizer == null) return KnownState.paths(model).equals(KnownState.paths(running)) ? program.optimizerState() : null;
    return optimizer.unknown(model) == null ? optimizer.with(running, program.optimizerState()).part(model) : null;
  }

  /** One step on all of x and y as one batch; gives the means of the batches since {@link #resetMetrics}. */
  public Scores trainOnBatch(Columns x, Columns y, Columns weights) {
    compiled("trainOnBatch", settings);
    Examples data = Division.examples("trainOnBatch", x, y, "weights", weights, goal, model);
    DataChecks.oneLoss("trainOnBatch", data, goal, model);
    Traces.Trace trace = training.of(data, data.count(), model);
    run("trainOnBatch", trace.model());
    if (optimizer == null) optimizer = KnownState.of(running, null);
    return onBatch(data, chunk -> program.train(chunk, data.count(), trace.even(), ofBatches));
  }

  /** Loss and metrics of all of x and y as one batch, as {@link #trainOnBatch} gives them; trains nothing. */
  public Scores testOnBatch(Columns x, Columns y, Columns weights) {
    compiled("testOnBatch", settings);
    Examples data = Division.examples("testOnBatch", x, y, "weights", weights, goal, model);
    DataChecks.oneLoss("testOnBatch", data, goal, model);
    boolean even = testing.of(data, data.count(), model).even();
    return onBatch(data, chunk -> program.test(chunk, data.count(), even, ofBatches));
  }

  private Scores onBatch(Examples data, Function<Chunk, Totals> running) {
    if (ofBatches == null) resetMetrics();
    try (Chunk chunk = new Chunk(model, data, data.count())) {
      chunk.fill(data, Shuffle.sequence(data.count()), 0, data.count());
      ofBatches = running.apply(chunk);
    }
    return scores(Logs.of(goal, ofBatches, ""));
  }

  /** The means of batches begin anew. */
  public void resetMetrics() { ofBatches = goal == null ? null : Totals.zero(goal); }

  /** {@code saving}: how a callback saves the model. */
  public History fit(Columns x, Columns y, Fit options, Consumer<Path> saving) {
    compiled("fit", settings);
    resetMetrics();
    Division data = Division.of(x, y, options, goal, model);
    for (Examples part : data.parts()) DataChecks.oneLoss("fit", part, goal, model);
    Traces.Trace trace = training.of(data.training(), options.batchSize(), model);
    run("fit", trace.model());
    if (optimizer == null) optimizer = KnownState.of(running, null);
    History history = new History();
    RunningTraining now =
        new RunningTraining(program, running, saving, options.epochs(), steps(data.training().count(), options.batchSize()));
    SortedMap<String, Double> logs = new TreeMap<>();
    options.callbacks().forEach(callback -> callback.onTrainBegin(now));
    try (ChunkStream chunks = new ChunkStream(model, data.training(), options.batchSize(), new Pace(options.stepsPerExecution()));
        ChunkStream validation =
            data.validation() == null ? null : new ChunkStream(model, data.validation(), options.batchSize(), new Pace(0))) {
      for (int epoch = 0; epoch < options.epochs() && !now.isStopped(); epoch++)
        history.add(logs = epoch(epoch, chunks, validation, trace.even(), options, now));
    }
    for (Callback callback : options.callbacks()) callback.onTrainEnd(now, logs);
    return history;
  }

  private SortedMap<String, Double> epoch(int epoch, ChunkStream chunks, ChunkStream validation, boolean even, Fit options,
      RunningTraining now) {
    int count = chunks.count();
    for (Callback callback : options.callbacks()) callback.onEpochBegin(now, epoch);
    if (options.verbose() > 0 && options.epochs() > 1) options.out().println(ProgressBar.epochHeader(epoch + 1, options.epochs()));
    Bar bar = new Bar(steps(count, options.batchSize()), options.verbose(), options.out());
    int[] order = options.shuffle() ? Shuffle.order(RandomSeed.forShuffle(), count) : Shuffle.sequence(count);
    Totals[] totals = {Totals.zero(goal)};
    int[] begun = {0};
    chunks.forEach(order, chunk -> {
      for (Callback callback : options.callbacks()) callback.onBatchBegin(now, begun[0]);
      totals[0] = program.train(chunk, options.batchSize(), even, totals[0]);
      SortedMap<String, Double> logs = Logs.of(goal, totals[0], "");
      begun[0] = bar.advance(steps(chunk.rows(), options.batchSize()), logs);
      for (Callback callback : options.callbacks()) callback.onBatchEnd(now, begun[0] - 1, logs);
      return !now.isStopped();
    });
    SortedMap<String, Double> logs = Logs.of(goal, totals[0], "");
    if (validation != null) logs.putAll(validated(validation, options, now));
    bar.end(logs);
    for (Callback callback : options.callbacks()) callback.onEpochEnd(now, epoch, logs);
    return logs;
  }

  private SortedMap<String, Double> validated(ChunkStream validation, Fit options, RunningTraining now) {
    for (Callback callback : options.callbacks()) callback.onTestBegin(now);
    int[] ended = {0};
    Totals totals = test(validation, options.batchSize(), (steps, logs) -> {
      ended[0] += steps;
      for (Callback callback : options.callbacks()) callback.onTestBatchEnd(now, ended[0] - 1, logs);
    });
    for (Callback callback : options.callbacks()) callback.onTestEnd(now, Logs.of(goal, totals, ""));
    return Logs.of(goal, totals, "val_");
  }

  public Scores evaluate(Columns x, Columns y, Evaluate options) {
    compiled("evaluate", settings);
    resetMetrics();
    Examples data = Division.examples("evaluate", x, y, "sampleWeight", options.sampleWeight(), goal, model);
    DataChecks.oneLoss("evaluate", data, goal, model);
    Bar bar = options.bar(data.count());
    try (ChunkStream chunks = new ChunkStream(model, data, options.batchSize(), new Pace(0))) {
      SortedMap<String, Double> logs = Logs.of(goal, test(chunks, options.batchSize(), bar::advance), "");
      bar.end(logs);
      return scores(logs);
    }
  }

  private Scores scores(SortedMap<String, Double> logs) {
    Map<String, Double> scores = new LinkedHashMap<>();
    for (String name : inOrder()) scores.put(name, logs.get(name));
    logs.forEach(scores::putIfAbsent);
    return new Scores(scores);
  }

  /** The names of scores as Keras lists them: metrics of several outputs by name, after all losses. */
  private List<String> inOrder() {
    List<String> told = new ArrayList<>(goal.told());
    if (goal.outputs().size() > 1) Collections.sort(told.subList(goal.toldLosses(), told.size()));
    return told;
  }

  /** {@code after} some batches: how many they were, and the means so far. */
  private Totals test(ChunkStream chunks, int batchSize, BiConsumer<Integer, SortedMap<String, Double>> after) {
    int count = chunks.count();
    boolean even = testing.of(chunks.data(), batchSize, model).even();
    Totals[] totals = {Totals.zero(goal)};
    chunks.forEach(Shuffle.sequence(count), chunk -> {
      totals[0] = program.test(chunk, batchSize, even, totals[0]);
      after.accept(steps(chunk.rows(), batchSize), Logs.of(goal, totals[0], ""));
      return true;
    });
    return totals[0];
  }

  /** The model's outputs, batch by batch: shape (n, ...) each. */
  public List<NDArray> predict(Columns x, Evaluate options) {
    options.refuseWeights("predict");
    List<Samples> inputs = DataChecks.inputs("predict", x, model);
    int count = inputs.get(0).count();
    List<Shape> samples = inputs.stream().map(Samples::sampleShape).toList(), shapes = model.outputs(samples);
    List<NDArray> all = new ArrayList<>();
    Bar bar = options.bar(count);
    for (int from = 0; from < count; from += options.batchSize()) {
      int rows = Math.min(options.batchSize(), count - from);
      boolean open = !predicting.of(samples.stream().map(sample -> sample.prepend(rows)).toList(), model).even();
      List<NDArray> outputs = program.predict(inputs, from, rows, open);
      if (all.isEmpty()) for (int i = 0; i < shapes.size(); i++) all.add(room(shapes.get(i), count, outputs.get(i).dtype()));
      for (int i = 0; i < outputs.size(); i++)
        System.arraycopy(outputs.get(i).array(), 0, all.get(i).array(), from * size(shapes.get(i)), rows * size(shapes.get(i)));
      bar.advance(1, Map.of());
    }
    bar.end(Map.of());
    return all;
  }

  private static NDArray room(Shape output, int count, DType dtype) {
    return NDArray.of(output.dropFirst().prepend(count), dtype, dtype.array(Math.multiplyExact(count, size(output))));
  }

  private static int size(Shape output) { return Math.toIntExact(output.dropFirst().elements()); }

  /** The gradients of the mean loss with respect to each trainable weight; see {@link Program#gradients}. */
  public List<NDArray> gradients(Columns x, Columns y) {
    compiled("gradients", settings);
    run("gradients", model);
    return program.gradients(Division.examples("gradients", x, y, "", null, goal, model));
  }

  /** {@code network} built for samples like those of {@code x}, if {@code x} would do. */
  public static Built checked(String who, Network network, Columns x) {
    Built model = network.build(DataChecks.sampleShape(who, x));
    DataChecks.inputs(who, x, model);
    return model;
  }

  /** {@code network} built for samples like those of {@code x}, if {@code x} and {@code y} would do. */
  public static Built checked(String who, Network network, CompileSettings settings, Columns x, Columns y) {
    Built model = network.build(DataChecks.sampleShape(who, x));
    compiled(who, settings);
    Division.examples(who, x, y, "", null, settings.goal(model.network().outputNames()), model);
    return model;
  }

  private static void compiled(String who, CompileSettings settings) {
    require(settings != null, inJava("call compile(optimizer, loss, metrics) first"), "%s: the model is not compiled", who);
  }

  static int steps(int count, int batchSize) { return (count + batchSize - 1) / batchSize; }

  @Override public void close() { program.close(); }
}
