package kerava.training;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
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
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/** Runs a built model: epochs and batches, their order, history, callbacks and the progress line. Owns the program that runs them. */
public final class Trainer implements AutoCloseable {
  private final CompileSettings settings;
  private final Goal goal;
  private final Traces training = new Traces(), testing = new Traces();
  /** As the user has left it, and with the trainable weights of what runs. */
  private Built model, running;
  private Program program;
  /** Null: the optimizer is not built, as no fit has begun. */
  private KnownState optimizer;

  /** {@code settings} null: not compiled, for prediction only. */
  public Trainer(Built model, CompileSettings settings) {
    this.model = running = model;
    this.settings = settings;
    goal = settings == null ? null : settings.goal(model.network().outputNames());
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

  public History fit(Columns x, Columns y, Fit options) {
    compiled("fit", settings);
    Division data = Division.of(x, y, options, goal, model);
    for (Examples part : data.parts()) DataChecks.oneLoss("fit", part, goal, model);
    Traces.Trace trace = training.of(data.training(), options.batchSize(), model);
    run("fit", trace.model());
    if (optimizer == null) optimizer = KnownState.of(running, null);
    History history = new History();
    options.callbacks().forEach(Callback::onTrainBegin);
    try (ChunkStream chunks = new ChunkStream(data.training(), options.batchSize(), new Pace(options.stepsPerExecution()));
        ChunkStream validation = data.validation() == null ? null : new ChunkStream(data.validation(), options.batchSize(), new Pace(0))) {
      for (int epoch = 0; epoch < options.epochs(); epoch++)
        history.add(epoch(epoch, chunks, validation, trace.even(), options));
    }
    options.callbacks().forEach(Callback::onTrainEnd);
    return history;
  }

  private SortedMap<String, Double> epoch(int epoch, ChunkStream chunks, ChunkStream validation, boolean even, Fit options) {
    int count = chunks.count();
    for (Callback callback : options.callbacks()) callback.onEpochBegin(epoch);
    if (options.verbose() > 0 && options.epochs() > 1) options.out().println(ProgressBar.epochHeader(epoch + 1, options.epochs()));
    int steps = steps(count, options.batchSize());
    Bar bar = new Bar(steps, options.verbose(), options.out());
    int[] order = options.shuffle() ? Shuffle.order(RandomSeed.forShuffle(), count) : Shuffle.sequence(count);
    Totals[] totals = {Totals.zero(goal)};
    chunks.forEach(order, chunk -> {
      totals[0] = program.train(chunk, options.batchSize(), even, totals[0]);
      SortedMap<String, Double> logs = Logs.of(goal, totals[0].means(), "");
      int step = bar.advance(steps(chunk.rows(), options.batchSize()), logs);
      for (Callback callback : options.callbacks()) callback.onBatchEnd(step - 1, logs);
    });
    SortedMap<String, Double> logs = Logs.of(goal, totals[0].means(), "");
    if (validation != null)
      logs.putAll(Logs.of(goal, test(validation, options.batchSize(), null).means(), "val_"));
    bar.end(logs);
    for (Callback callback : options.callbacks()) callback.onEpochEnd(epoch, logs);
    return logs;
  }

  public Scores evaluate(Columns x, Columns y, Evaluate options) {
    compiled("evaluate", settings);
    Examples data = Division.examples("evaluate", x, y, "sampleWeight", options.sampleWeight(), goal, model);
    DataChecks.oneLoss("evaluate", data, goal, model);
    Bar bar = options.bar(data.count());
    try (ChunkStream chunks = new ChunkStream(data, options.batchSize(), new Pace(0))) {
      SortedMap<String, Double> logs = Logs.of(goal, test(chunks, options.batchSize(), bar).means(), "");
      bar.end(logs);
      Map<String, Double> scores = new LinkedHashMap<>();
      for (String name : inOrder()) scores.put(name, logs.get(name));
      return new Scores(scores);
    }
  }

  /** The names of scores as Keras lists them: metrics of several outputs by name, after all losses. */
  private List<String> inOrder() {
    List<String> told = new ArrayList<>(goal.told());
    int losses = told.size() - goal.outputs().stream().mapToInt(output -> output.metrics().size()).sum();
    if (goal.outputs().size() > 1) Collections.sort(told.subList(losses, told.size()));
    return told;
  }

  private Totals test(ChunkStream chunks, int batchSize, Bar bar) {
    int count = chunks.count();
    boolean even = testing.of(chunks.data(), batchSize, model).even();
    Totals[] totals = {Totals.zero(goal)};
    chunks.forEach(Shuffle.sequence(count), chunk -> {
      totals[0] = program.test(chunk, batchSize, even, totals[0]);
      if (bar != null) bar.advance(steps(chunk.rows(), batchSize), Logs.of(goal, totals[0].means(), ""));
    });
    return totals[0];
  }

  /** The model's outputs, batch by batch: shape (n, ...) each. */
  public List<NDArray> predict(Columns x, Evaluate options) {
    options.refuseWeights("predict");
    List<Samples> inputs = DataChecks.inputs("predict", x, model);
    int count = inputs.get(0).count();
    List<float[]> all = new ArrayList<>();
    for (Shape output : model.outputs()) all.add(new float[Math.multiplyExact(count, size(output))]);
    Bar bar = options.bar(count);
    for (int from = 0; from < count; from += options.batchSize()) {
      int rows = Math.min(options.batchSize(), count - from), at = from;
      List<float[]> outputs = program.predict(inputs.stream().map(samples -> batch(samples, at, rows)).toList(), rows);
      for (int i = 0; i < outputs.size(); i++)
        System.arraycopy(outputs.get(i), 0, all.get(i), from * size(model.outputs().get(i)), outputs.get(i).length);
      bar.advance(1, Map.of());
    }
    bar.end(Map.of());
    List<NDArray> arrays = new ArrayList<>();
    for (Shape output : model.outputs()) arrays.add(new NDArray(output.dropFirst().prepend(count), all.get(arrays.size())));
    return arrays;
  }

  private static int size(Shape output) { return Math.toIntExact(output.dropFirst().elements()); }

  private static float[] batch(Samples samples, int from, int rows) {
    int size = Math.toIntExact(samples.sampleShape().elements());
    float[] batch = new float[rows * size];
    for (int row = 0; row < rows; row++) samples.read(from + row, batch, row * size);
    return batch;
  }

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
