package kerava.training;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import kerava.engine.Chunk;
import kerava.engine.CompiledSettings;
import kerava.engine.Examples;
import kerava.engine.Program;
import kerava.engine.Totals;
import kerava.network.Built;
import kerava.network.Network;
import kerava.optimizers.MultiOptimizer;
import kerava.optimizers.OptimizerState;
import kerava.random.Rules;
import kerava.random.Shuffle;
import kerava.tensor.Columns;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import org.jspecify.annotations.Nullable;

/** Runs a built model: epochs and batches, their order, history, callbacks and the progress line. Owns the program that runs them. */
public final class Trainer implements AutoCloseable {
  private final CompileSettings settings;
  private final CompiledSettings compiled;
  private final Rules rules;
  private final ModelFiles files;
  private final Traces training = new Traces(), testing = new Traces(), predicting = new Traces();
  /** As the user has left it, and with the trainable weights of what runs. */
  private Built model, running;
  private Program program;
  /** Null: the optimizer is not built, as no fit has begun. */
  private KnownState optimizer;
  /** Of the batches by themselves since the last fit or evaluate. */

  private volatile boolean looping;

  /** {@code settings} null: not compiled, for prediction only; {@code files}: the model's, for callbacks. */
  public Trainer(Built model, CompileSettings settings, Rules rules, ModelFiles files) {
    this.model = running = model;
    this.files = files;
    this.settings = settings;
    this.rules = rules;
    compiled = settings == null ? null : Keras2.compiled(settings.compiled(model.network()), rules);
    program = new Program(running, compiled);
  }

  /** Layers have been frozen or thawed: that acts on what is traced from here on. */
  public void model(Built changed) { model = changed; }

  /** Lets the trainable weights of {@code wanted} train; the optimizer keeps its state of all that it was built for. */
  private void run(String who, Built wanted) {
    String unknown = optimizer == null ? null : optimizer.unknown(wanted);
    require(unknown == null, "%s: '%s' was frozen when the optimizer was built, which does not know it; compile the model again", who,
        unknown);
    if (wanted.equals(running)) return;
    require(optimizer == null || !compiled.optimizer().options().useEma() || optimizer.paths().equals(KnownState.paths(wanted)),
        "%s: the optimizer averages weights that are frozen now; compile the model again", who);
    require(optimizer == null || MultiOptimizer.in(compiled.optimizer()) == null || optimizer.paths().equals(KnownState.paths(wanted)),
        "%s: a MultiOptimizer needs gradients of all weights that it began with, and some are frozen now; compile the model again", who);
    if (optimizer != null) optimizer = optimizer.with(running, program.optimizerState());
    Program before = program;
    running = wanted;
    before.close();
    program = new Program(wanted, compiled);
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

  /**
   * The optimizer's state of the model's trainable weights, {@code slots} false: without what it keeps for them, which is not read; null if
   * it does not know them all, is not built, or there is no optimizer.
   */
  public @Nullable OptimizerState optimizerState(boolean slots) {
    if (settings == null || optimizer == null || optimizer.unknown(model) != null) return null;
    return slots ? optimizer.with(running, program.optimizerState()).part(model) : program.optimizerProgress();
  }

  /** One step on all of x and y as one batch; gives the loss and metrics of it alone, as Keras does. */
  public Scores trainOnBatch(Columns x, Columns y, Columns weights) {
    compiled("trainOnBatch", settings);
    Keras2.refuseOnBatch("trainOnBatch", rules);
    Examples data = TrainingSplit.examples("trainOnBatch", x, y, "weights", weights, compiled, model);
    DataChecks.oneLoss("trainOnBatch", data, compiled, model);
    Traces.Trace trace = training.of(data, data.count(), model);
    run("trainOnBatch", trace.model());
    if (optimizer == null) optimizer = KnownState.of(running, null);
    return onBatch(data, chunk -> program.train(chunk, data.count(), trace.even(), Totals.zero(compiled)));
  }

  /** Loss and metrics of all of x and y as one batch, as {@link #trainOnBatch} gives them; trains nothing. */
  public Scores testOnBatch(Columns x, Columns y, Columns weights) {
    compiled("testOnBatch", settings);
    Examples data = TrainingSplit.examples("testOnBatch", x, y, "weights", weights, compiled, model);
    DataChecks.oneLoss("testOnBatch", data, compiled, model);
    boolean even = testing.of(data, data.count(), model).even();
    return onBatch(data, chunk -> program.test(chunk, data.count(), even, Totals.zero(compiled)));
  }

  private Scores onBatch(Examples data, Function<Chunk, Totals> running) {
    try (Chunk chunk = new Chunk(model, data, data.count())) {
      chunk.fill(data, Shuffle.sequence(data.count()), 0, data.count());
      return scores(Logs.of(compiled, running.apply(chunk), ""));
    }
  }

  public History fit(Columns x, Columns y, FitOptions given) {
    DataChecks.options("fit", given);
    compiled("fit", settings);
    if (rules == Rules.KERAS_2) Keras2.check("fit", model, settings);
    FitOptions options = Keras2.fit(given, rules);
    TrainingSplit data = TrainingSplit.of(x, y, options, compiled, model);
    for (Examples part : data.parts()) DataChecks.oneLoss("fit", part, compiled, model);
    int count = data.training().count(), batchSize = options.batchOf(count);
    ArrayEpochs passes = new ArrayEpochs(count, batchSize, options.stepsPerEpoch(), options.stepsPerExecution(), options.shuffle());
    ChunkSize chunkSize = ChunkSize.of(options.stepsPerExecution(), options.callbacks());
    try (ChunkStream chunks = new ArrayChunks(model, data.training(), batchSize, chunkSize, passes::next)) {
      return fit(chunks, passes, data.validation(), options);
    }
  }

  /** Trains on the batches of a dataset, which the caller closes. */
  public History fit(EpochIterator batches, FitOptions options) {
    compiled("fit", settings);
    Keras2.refuseDataset("fit", rules);
    try (ChunkStream chunks = DatasetChunks.training(model, compiled, batches, options)) {
      Examples validation = options.validationX() == null ? null : TrainingSplit.validation(options, compiled, model);
      if (validation != null) DataChecks.oneLoss("fit", validation, compiled, model);
      return fit(chunks, batches, validation, options);
    }
  }

  /** {@code validation}: arrays to evaluate; null: there are none. */
  private History fit(ChunkStream chunks, EpochBatches batches, Examples validation, FitOptions options) {
    Traces.Trace trace = chunks.trace(training);
    run("fit", trace.model());
    if (optimizer == null) optimizer = KnownState.of(running, null);
    RunningTraining now = new RunningTraining(program, running, compiled, files, options.out(), options.epochs(), batches.steps());
    try (ChunkStream tested = validation(validation, options)) {
      looping = true;
      return new FitLoop(testing(options.callbacks(), now), options, batches, chunks, tested, trace.even()).run();
    } finally {
      looping = false;
    }
  }

  private ChunkStream validation(Examples arrays, FitOptions options) {
    EpochIterator batches = EpochIterator.validation(options);
    if (batches != null) return DatasetChunks.testing(model, compiled, batches, options.callbacks());
    if (arrays == null) return null;
    int count = arrays.count(), size = options.validationBatchOf(count);
    return new ArrayChunks(model, arrays, size, ChunkSize.of(0, options.callbacks()),
        () -> Shuffle.sequence(ArrayEpochs.first("fit, validation data", count, size, options.validationRuns())));
  }

  private Testing testing(List<Callback> callbacks, RunningTraining now) {
    return new Testing(program, compiled, model, testing, callbacks, now);
  }

  public Scores evaluate(Columns x, Columns y, EvaluateOptions options) {
    DataChecks.options("evaluate", options);
    compiled("evaluate", settings);
    Examples data = TrainingSplit.examples("evaluate", x, y, "sampleWeight", options.sampleWeight(), compiled, model);
    DataChecks.oneLoss("evaluate", data, compiled, model);
    int count = data.count(), first = options.first("evaluate", count);
    ChunkSize chunkSize = ChunkSize.of(0, options.callbacks());
    try (ChunkStream chunks = new ArrayChunks(model, data, options.batchOf(count), chunkSize, () -> Shuffle.sequence(first))) {
      return evaluate(chunks, options.bar(count), options);
    }
  }

  /** Loss and metrics over the batches of a dataset, which the caller closes. */
  public Scores evaluate(EpochIterator batches, EvaluateOptions options) {
    compiled("evaluate", settings);
    try (ChunkStream chunks = DatasetChunks.testing(model, compiled, batches, options.callbacks())) {
      return evaluate(chunks, new Bar(batches.steps(), options.verbose(), options.out()), options);
    }
  }

  private Scores evaluate(ChunkStream chunks, Bar bar, EvaluateOptions options) {
    RunningTraining now = new RunningTraining(program, running, compiled, files, options.out(), 1, bar.target());
    SortedMap<String, Double> logs = testing(options.callbacks(), now).run(chunks, (steps, means) -> {
      bar.advance(steps, means);
      return !now.isStopped();
    });
    bar.end(logs);
    return scores(logs);
  }

  private Scores scores(SortedMap<String, Double> logs) {
    Map<String, Double> scores = new LinkedHashMap<>();
    for (String name : inOrder()) scores.put(name, logs.get(name));
    logs.forEach(scores::putIfAbsent);
    return new Scores(scores);
  }

  /** The names of scores as Keras lists them: metrics of several outputs by name, after all losses. */
  private List<String> inOrder() {
    List<String> told = new ArrayList<>(compiled.told());
    if (compiled.outputs().size() > 1) Collections.sort(told.subList(compiled.toldLosses(), told.size()));
    return told;
  }

  /** The model's outputs, batch by batch: shape (n, ...) each. */
  public List<NDArray> predict(Columns x, PredictOptions options) {
    DataChecks.options("predict", options);
    List<Samples> inputs = DataChecks.inputs("predict", x, model);
    int there = inputs.get(0).count(), first = options.first("predict", there);
    return predict(new Predicting.OfArrays(inputs, first, options.batchOf(there)), first, options.bar(there), options);
  }

  /** The same for the batches of a dataset, which the caller closes. */
  public List<NDArray> predict(EpochIterator batches, PredictOptions options) {
    batches.begin();
    return predict(new Predicting.OfDataset(batches, model), 0, new Bar(batches.steps(), options.verbose(), options.out()), options);
  }

  private List<NDArray> predict(Iterator<Predicting.Batch> batches, int expected, Bar bar, PredictOptions options) {
    RunningTraining now = new RunningTraining(program, running, compiled, files, options.out(), 1, bar.target());
    return new Predicting(program, model, predicting, options.callbacks(), now).run(batches, expected, bar);
  }

  /** The gradients of the mean loss with respect to each trainable weight; see {@link Program#gradients}. */
  public List<NDArray> gradients(Columns x, Columns y) {
    compiled("gradients", settings);
    run("gradients", model);
    return program.gradients(TrainingSplit.examples("gradients", x, y, "", null, compiled, model));
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
    TrainingSplit.examples(who, x, y, "", null, settings.compiled(model.network().outputNames()), model);
    return model;
  }

  private static void compiled(String who, CompileSettings settings) {
    require(settings != null, inJava("call compile(optimizer, loss, metrics) first"), "%s: the model is not compiled", who);
  }

  /** Refused while a fit goes on, as of its callbacks. */
  @Override public void close() {
    require(!looping, inJava("call training.stop() in a callback, and do it after the fit"),
        "the model is being trained, so it cannot be closed or compiled");
    program.close();
  }
}
