package kerava.models;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.util.List;
import java.util.function.Predicate;
import kerava.data.Dataset;
import kerava.data.Element;
import kerava.layers.KerasTensor;
import kerava.losses.Loss;
import kerava.metrics.Metric;
import kerava.network.Network;
import kerava.network.WeightArrays;
import kerava.optimizers.Optimizer;
import kerava.optimizers.OptimizerState;
import kerava.random.Rules;
import kerava.random.Session;
import kerava.saving.Snapshot;
import kerava.tensor.Columns;
import kerava.tensor.NDArray;
import kerava.training.CompileSettings;
import kerava.training.EpochIterator;
import kerava.training.EvaluateOptions;
import kerava.training.FitOptions;
import kerava.training.History;
import kerava.training.Keras2;
import kerava.training.KnownState;
import kerava.training.ModelFiles;
import kerava.training.PredictOptions;
import kerava.training.Scores;
import kerava.training.Trainer;
import kerava.training.UnsupportedSetting;
import org.jspecify.annotations.Nullable;

/**
 * A model in use: compile, fit, evaluate, predict, weights. Close it when done, for its weights lie in native memory once it has run;
 * closing twice is fine. Until then building it, its summary and its JSON need no native library. For one thread at a time, but
 * {@link #predict}. Source: Keras {@code models/model.py}, {@code trainers/trainer.py}.
 */
public sealed class Model extends StoredModel implements ModelFiles, AutoCloseable permits Sequential {
  private static final PredictOptions SILENT = new PredictOptions().withVerbose(0);
  /** In which it was made, and goes on whichever thread trains it. */
  final Session session = Session.current();
  private final Rules rules = session.rules();
  private CompileSettings settings;
  /** What the file that the model was loaded from says beyond what it is. */
  private List<UnsupportedSetting> unsupported = List.of();
  /** What the optimizer goes on from once the model runs; null: it begins. */
  private KnownState resumed;
  private Trainer trainer;
  private boolean closed;

  /** With one input and one output. */
  public Model(KerasTensor input, KerasTensor output) { this(List.of(input), List.of(output)); }

  public Model(List<KerasTensor> inputs, List<KerasTensor> outputs) { this(null, inputs, outputs); }

  /** From {@code inputs}, which may be tensors in the middle of other models, to {@code outputs}; {@code name} null: functional_1, ... */
  public Model(String name, List<KerasTensor> inputs, List<KerasTensor> outputs) { this(Network.functional(name, inputs, outputs)); }

  Model(Network network) { super(network); }

  Model(Snapshot loaded) {
    super(loaded.network(), loaded.built());
    settings = loaded.settings();
    if (loaded.weights() != null) WeightArrays.set(built(), loaded.weights());
    resumed = loaded.optimizerState() == null ? null : KnownState.of(built(), loaded.optimizerState());
    unsupported = loaded.unsupported();
  }

  /** What it is compiled with; null: it is not. Without an optimizer if the one in its file is not supported. */
  public @Nullable CompileSettings settings() { return settings; }

  /**
   * What the model's file asks for and Kerava does not have, though it predicts without: {@code fit} refuses all of it, {@code evaluate}
   * what changes the loss. {@link #compile} replaces compile settings, {@link #dropRegularizersAndConstraints} gives up those of layers.
   */
  public List<UnsupportedSetting> unsupported() { return unsupported; }

  /** Trains and evaluates without the regularizers and constraints that the model's file has for its layers, which are not supported. */
  public void dropRegularizersAndConstraints() {
    open();
    unsupported = unsupported.stream().filter(setting -> setting.kind().compiled()).toList();
  }

  /** By Keras's names: {@code compile("adam", "mse", "mae")}. See {@link #compile(Optimizer, Loss, Metric...)}. */
  public void compile(String optimizer, String loss, String... metrics) { compile(CompileSettings.of(optimizer, loss, metrics)); }

  /** Sets what to train for. A model compiled again keeps its weights; its optimizer starts afresh. */
  public void compile(Optimizer optimizer, Loss loss, Metric... metrics) { compile(CompileSettings.of(optimizer, loss, metrics)); }

  /** As another model is compiled: {@code compile(other.settings())}. See {@link #compile(Optimizer, Loss, Metric...)}. */
  public void compile(CompileSettings newSettings) {
    open();
    stop();
    settings = newSettings == null ? null : newSettings.checked();
    if (settings != null && !network().layers().isEmpty()) {
      settings.compiled(network());
      if (rules == Rules.KERAS_2) Keras2.check("compile", network(), settings);
    }
    unsupported = unsupported.stream().filter(setting -> !setting.kind().compiled()).toList();
    resumed = null;
  }

  /** One epoch, as {@code fit(x, y, new FitOptions())}. */
  public History fit(Columns x, Columns y) { return fit(x, y, new FitOptions()); }

  /** Trains; x has a sample for each label in y. Gives loss and metrics of every epoch. */
  public History fit(Columns x, Columns y, FitOptions options) {
    compiled("fit", setting -> true);
    decide("fit", x, y);
    return session.run(() -> trainer().fit(x, y, options));
  }

  /** One epoch, as {@code fit(data, new FitOptions())}. */
  public History fit(Dataset data) { return fit(data, new FitOptions()); }

  /** Trains on the batches of {@code data}, in their order; each has x, y and perhaps weights. */
  public History fit(Dataset data, FitOptions options) {
    compiled("fit", setting -> true);
    try (EpochIterator batches = EpochIterator.of(data, options)) {
      decide("fit", batches);
      return session.run(() -> trainer().fit(batches, options));
    }
  }

  public Scores evaluate(Dataset data) { return evaluate(data, new EvaluateOptions()); }

  /** Loss and metrics over the batches of {@code data}. */
  public Scores evaluate(Dataset data, EvaluateOptions options) {
    compiled("evaluate", setting -> setting.kind().evaluated());
    try (EpochIterator batches = EpochIterator.of("evaluate", data, options)) {
      decide("evaluate", batches);
      return trainer().evaluate(batches, options);
    }
  }

  public Scores evaluate(Columns x, Columns y) { return evaluate(x, y, new EvaluateOptions()); }

  /** Loss and metrics over all of x and y. */
  public Scores evaluate(Columns x, Columns y, EvaluateOptions options) {
    compiled("evaluate", setting -> setting.kind().evaluated());
    decide("evaluate", x, y);
    return trainer().evaluate(x, y, options);
  }

  /** See {@link #trainOnBatch(Columns, Columns, Columns)}. */
  public Scores trainOnBatch(Columns x, Columns y) { return trainOnBatch(x, y, null); }

  /**
   * One step of training on all of x and y as one batch, for a training loop of one's own. {@code weights}: by what each sample's loss is
   * multiplied; null: by 1. Gives loss and metrics of this batch alone.
   */
  public Scores trainOnBatch(Columns x, Columns y, @Nullable Columns weights) {
    compiled("trainOnBatch", setting -> true);
    decide("trainOnBatch", x, y);
    return session.run(() -> trainer().trainOnBatch(x, y, weights));
  }

  /** Loss and metrics of x and y as one batch, as {@link #trainOnBatch(Columns, Columns)} gives them; trains nothing. */
  public Scores testOnBatch(Columns x, Columns y) {
    compiled("testOnBatch", setting -> setting.kind().evaluated());
    decide("testOnBatch", x, y);
    return trainer().testOnBatch(x, y, null);
  }

  /** The output for x, in batches of 32, printing nothing. */
  public NDArray predict(Columns x) { return predict(x, SILENT); }

  public NDArray predict(Columns x, PredictOptions options) {
    open();
    if (built() == null) decide(Trainer.checked("predict", network(), x));
    onlyOutput();
    return trainer().predict(x, options).get(0);
  }

  private void onlyOutput() {
    require(built().outputs().size() == 1, inJava("call predictAll(x)"), "predict: '%s' has the outputs %s, not one", name(),
        network().outputNames());
  }

  /** All outputs for x, in the model's order. */
  public List<NDArray> predictAll(Columns x) { return predictAll(x, SILENT); }

  public List<NDArray> predictAll(Columns x, PredictOptions options) {
    open();
    if (built() == null) decide(Trainer.checked("predict", network(), x));
    return trainer().predict(x, options);
  }

  /** The output for the x of {@code data}, printing nothing. */
  public NDArray predict(Dataset data) { return predict(data, SILENT); }

  public NDArray predict(Dataset data, PredictOptions options) { return predicted(data, options, true).get(0); }

  /** All outputs for the x of {@code data}, in the model's order. */
  public List<NDArray> predictAll(Dataset data, PredictOptions options) { return predicted(data, options, false); }

  private List<NDArray> predicted(Dataset data, PredictOptions options, boolean one) {
    open();
    try (EpochIterator batches = EpochIterator.of("predict", data, options)) {
      if (built() == null) decide(Trainer.checked("predict", network(), batches.first().x().columns()));
      if (one) onlyOutput();
      return trainer().predict(batches, options);
    }
  }

  /** The mean loss's gradients by each trainable weight, in the order of {@link #getWeights}; trains nothing. */
  public List<NDArray> gradients(Columns x, Columns y) {
    compiled("gradients", setting -> setting.kind().evaluated());
    decide("gradients", x, y);
    return trainer().gradients(x, y);
  }

  /**
   * Whether training may change the layer called {@code layer}. As in Keras a fit that has begun since {@link #compile} has fixed what the
   * next fits train, as long as their batches are like its own: set it before, or compile again.
   */
  public void setTrainable(String layer, boolean trainable) {
    open();
    network().setTrainable(layer, trainable);
    refresh();
  }

  private void refresh() {
    renew();
    if (trainer != null && built() != null) trainer.model(built());
  }

  /** Keras 3's table at 80 columns. */
  public String summary() {
    boolean begun = trainer != null ? trainer.trained() : resumed != null;
    return Summary.of(network(), built(), begun ? settings.optimizer(network()) : null).keras3(80);
  }

  /** The table as tf.keras 2.2 to 2.6 printed it. */
  public String summaryKeras2() { return Summary.of(network(), built(), null).keras2(); }

  /** The first data decide the shapes of a model without Input, unless they are refused. */
  private void decide(String who, Columns x, Columns y) {
    if (built() == null) decide(Trainer.checked(who, network(), settings, x, y));
    refresh();
  }

  private void decide(String who, EpochIterator batches) {
    Element first = batches.first();
    decide(who, first.x().columns(), first.y() == null ? null : first.y().columns());
  }

  private synchronized Trainer trainer() {
    if (trainer == null) {
      trainer = new Trainer(built(), settings, rules, this);
      if (resumed != null) trainer.resume(resumed);
      resumed = null;
    }
    return trainer;
  }

  final boolean running() { return trainer != null; }

  @Override final CompileSettings compileSettings() { return settings; }

  @Override final List<UnsupportedSetting> leftAside() { return unsupported; }

  @Override final OptimizerState optimizerState(boolean slots) {
    return trainer != null ? trainer.optimizerState(slots) : resumed == null ? null : resumed.part(built());
  }

  @Override final void resume(KnownState state) {
    if (trainer != null) trainer.resume(state);
    else resumed = state;
  }

  @Override final void open() { require(!closed, inJava("use it before close(), or build it anew"), "'%s' is closed", name()); }

  /** Refuses what cannot be done without the settings that {@code needed} picks. */
  private void compiled(String who, Predicate<UnsupportedSetting> needed) {
    open();
    require(!network().layers().isEmpty(), "%s: '%s' has no layers; add at least one", who, name());
    UnsupportedSetting.refuse(who, name(), unsupported.stream().filter(needed).toList());
    require(settings != null, inJava("call compile(optimizer, loss, metrics) first"), "%s: '%s' is not compiled", who, name());
  }

  private void stop() {
    if (trainer == null) return;
    trainer.close();
    trainer = null;
  }

  @Override public void close() {
    if (trainer != null) trainer.close();
    trainer = null;
    closed = true;
  }
}
