package kerava.training;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import kerava.engine.Labelled;
import kerava.engine.Program;
import kerava.engine.Totals;
import kerava.network.Built;
import kerava.network.Network;
import kerava.optimizers.OptimizerState;
import kerava.random.RandomSeed;
import kerava.random.Shuffle;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/** Runs a built model: epochs and batches, their order, history, callbacks and the progress line. Owns the program that runs them. */
public final class Trainer implements AutoCloseable {
  private final CompileSettings settings;
  private final Traces training = new Traces(), testing = new Traces();
  /** As the user has left it, and with the trainable weights of what runs. */
  private Built model, running;
  private Program program;
  /** Null: the optimizer is not built, as no fit has begun. */
  private KnownState optimizer;

  /** {@code settings} null: not compiled, for prediction only. {@code passes} as in {@link Program}. */
  public Trainer(Built model, CompileSettings settings, List<float[]> weights, int passes) {
    this.model = running = model;
    this.settings = settings;
    program = program(weights, passes);
  }

  private Program program(List<float[]> weights, int passes) {
    return new Program(running, settings == null ? null : settings.goal(), weights, passes);
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
    program = program(before.weights(), before.passes());
    before.close();
    if (optimizer != null) program.setOptimizerState(optimizer.part(wanted));
  }

  public CompileSettings settings() { return settings; }

  public Program program() { return program; }

  /** Whether a fit has begun, so that the optimizer's state exists, as Keras counts it. */
  public boolean trained() { return optimizer != null; }

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

  public History fit(Samples x, Samples y, Fit options) {
    check("fit", model, settings, x, y);
    if (options.validationX() != null)
      check("fit, validation data", model, settings, options.validationX(), options.validationY());
    Division data = Division.of(x, y, options);
    for (Labelled part : data.parts()) if (part.hasWeights()) DataChecks.oneLoss("fit", settings.loss(), part.y(), model.outputShape());
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
    Totals[] totals = {Totals.zero(settings.metrics().size())};
    chunks.forEach(order, chunk -> {
      totals[0] = program.train(chunk, options.batchSize(), even, totals[0]);
      SortedMap<String, Double> logs = Logs.of(settings, totals[0].means(), "");
      int step = bar.advance(steps(chunk.rows(), options.batchSize()), logs);
      for (Callback callback : options.callbacks()) callback.onBatchEnd(step - 1, logs);
    });
    SortedMap<String, Double> logs = Logs.of(settings, totals[0].means(), "");
    if (validation != null)
      logs.putAll(Logs.of(settings, test(validation, options.batchSize(), null).means(), "val_"));
    bar.end(logs);
    for (Callback callback : options.callbacks()) callback.onEpochEnd(epoch, logs);
    return logs;
  }

  public Scores evaluate(Samples x, Samples y, Evaluate options) {
    check("evaluate", model, settings, x, y);
    options.checkWeights("evaluate", x);
    if (options.sampleWeight() != null) DataChecks.oneLoss("evaluate", settings.loss(), y, model.outputShape());
    Bar bar = options.bar(x.count());
    try (ChunkStream chunks = new ChunkStream(new Labelled(x, y, options.sampleWeight()), options.batchSize(), new Pace(0))) {
      float[] means = test(chunks, options.batchSize(), bar).means();
      SortedMap<String, Double> logs = Logs.of(settings, means, "");
      bar.end(logs);
      Map<String, Double> scores = new LinkedHashMap<>(Map.of("loss", logs.get("loss")));
      settings.metrics().keySet().forEach(name -> scores.put(name, logs.get(name)));
      return new Scores(scores);
    }
  }

  private Totals test(ChunkStream chunks, int batchSize, Bar bar) {
    int count = chunks.count();
    boolean even = testing.of(chunks.data(), batchSize, model).even();
    Totals[] totals = {Totals.zero(settings.metrics().size())};
    chunks.forEach(Shuffle.sequence(count), chunk -> {
      totals[0] = program.test(chunk, batchSize, even, totals[0]);
      if (bar != null) bar.advance(steps(chunk.rows(), batchSize), Logs.of(settings, totals[0].means(), ""));
    });
    return totals[0];
  }

  /** The model's outputs, batch by batch: shape (n, ...). */
  public NDArray predict(Samples x, Evaluate options) {
    options.refuseWeights("predict");
    DataChecks.x("predict", x, model.sampleShape());
    Shape output = model.outputShape().dropFirst();
    int in = Math.toIntExact(model.sampleShape().elements()), out = Math.toIntExact(output.elements());
    float[] all = new float[Math.multiplyExact(x.count(), out)];
    Bar bar = options.bar(x.count());
    for (int from = 0; from < x.count(); from += options.batchSize()) {
      int rows = Math.min(options.batchSize(), x.count() - from);
      float[] batch = new float[rows * in];
      for (int row = 0; row < rows; row++) x.read(from + row, batch, row * in);
      System.arraycopy(program.predict(batch, rows), 0, all, from * out, rows * out);
      bar.advance(1, Map.of());
    }
    bar.end(Map.of());
    return new NDArray(output.prepend(x.count()), all);
  }

  /** The gradients of the mean loss with respect to each trainable weight; see {@link Program#gradients}. */
  public List<NDArray> gradients(Samples x, Samples y) {
    check("gradients", model, settings, x, y);
    run("gradients", model);
    return program.gradients(x, y);
  }

  /** {@code network} built for samples like those of {@code x}, if {@code x} would do. */
  public static Built checked(String who, Network network, Samples x) {
    Built model = network.build(DataChecks.sampleShape(who, x));
    DataChecks.x(who, x, model.sampleShape());
    return model;
  }

  /** {@code network} built for samples like those of {@code x}, if {@code x} and {@code y} would do. */
  public static Built checked(String who, Network network, CompileSettings settings, Samples x, Samples y) {
    Built model = network.build(DataChecks.sampleShape(who, x));
    check(who, model, settings, x, y);
    return model;
  }

  private static void check(String who, Built model, CompileSettings settings, Samples x, Samples y) {
    require(settings != null, inJava("call compile(optimizer, loss, metrics) first"), "%s: the model is not compiled", who);
    DataChecks.x(who, x, model.sampleShape());
    DataChecks.pair(who, x, y);
    settings.loss().check(y, model.outputShape());
  }

  static int steps(int count, int batchSize) { return (count + batchSize - 1) / batchSize; }

  @Override public void close() { program.close(); }
}
