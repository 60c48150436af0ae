package kerava.training;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kerava.engine.CompiledSettings;
import kerava.engine.InitialWeights;
import kerava.engine.Program;
import kerava.engine.Totals;
import kerava.metrics.Metric;
import kerava.network.Built;
import kerava.network.WeightArrays;
import kerava.optimizers.MultiOptimizer;
import kerava.optimizers.schedules.Schedule;
import kerava.random.Rules;
import kerava.tensor.NDArray;

/** The training that is going on, as callbacks have it. */
final class RunningTraining implements Training {
  private final Program program;
  private final Built model;
  private final CompiledSettings compiled;
  private final ModelFiles files;
  private final PrintStream out;
  private final int epochs, steps;
  private boolean stopped, begun;
  /** Null: there is nothing to go on from; a fit has none yet. */
  private ResumePoint from, here;

  /** {@code compiled} null: the model is not compiled; {@code steps} of an epoch. */
  RunningTraining(Program program, Built model, CompiledSettings compiled, ModelFiles files, PrintStream out, int epochs, int steps) {
    this.program = program;
    this.model = model;
    this.compiled = compiled;
    this.files = files;
    this.out = out;
    this.epochs = epochs;
    this.steps = steps;
  }

  @Override public void stop() { stopped = true; }

  @Override public boolean isStopped() { return stopped; }

  @Override public double learningRate() {
    hasRate();
    return program.learningRate(0);
  }

  @Override public void learningRate(double rate) {
    hasRate();
    learningRate(0, rate);
  }

  private void hasRate() {
    require(compiled != null, "a callback: the model is not compiled, so it has no learning rate");
    require(many() == null, inJava("take learningRates(), which has them by name"),
        "a callback: a MultiOptimizer has no learning rate itself, but each of its optimizers");
  }

  private void learningRate(int place, double rate) {
    require(!(compiled.optimizer().optimizers().get(place).learningRate() instanceof Schedule),
        "a callback: the learning rate is that of a schedule, which sets it step by step; compile with a number to have it set");
    require(rate >= 0 && Double.isFinite(rate), "a callback: the learning rate must be a number from 0 on, got %s", rate);
    program.learningRate(place, (float) rate);
  }

  /** Null: one optimizer, or none. */
  private MultiOptimizer many() { return compiled == null ? null : MultiOptimizer.in(compiled.optimizer()); }

  @Override public Map<String, Double> learningRates() {
    MultiOptimizer many = many();
    if (many == null) return Training.super.learningRates();
    Map<String, Double> rates = new LinkedHashMap<>();
    for (String name : many.rateNames()) rates.put(name, (double) program.learningRate(rates.size()));
    return rates;
  }

  @Override public void learningRate(String name, double rate) {
    MultiOptimizer many = many();
    if (many == null) {
      learningRate(rate);
      return;
    }
    require(many.rateNames().contains(name), "a callback: the learning rates are %s, got %s", many.rateNames(), name);
    learningRate(many.rateNames().indexOf(name), rate);
  }

  @Override public long iterations() { return program.iterations(); }

  /** Keras builds what is in a Sequential under its name, in other models before they are made. */
  @Override public List<String> weightPaths() {
    String prefix = model.network().isSequential() ? model.network().modelName() + "/" : "";
    return model.variables().stream().map(variable -> prefix + variable.path()).toList();
  }

  @Override public String toJson() { return files.toJson(); }

  @Override public List<NDArray> weights() {
    InitialWeights.give(model);
    return WeightArrays.of(model.variables().stream().map(variable -> variable.cell().values()).toList());
  }

  @Override public void weights(List<NDArray> weights) {
    WeightArrays.set(model, WeightArrays.values("a callback", model.network().modelName(), model.variables(), weights));
  }

  @Override public void swapAverages() {
    checkAverages();
    program.swapAverages();
  }

  @Override public void keepAsAverages() {
    checkAverages();
    program.keepAsAverages();
  }

  private void checkAverages() {
    require(compiled != null && compiled.optimizer().optimizers().stream().anyMatch(one -> one.options().useEma()),
        inJava("compile it with new SGD().withEma(0.99)"),
        "a callback: weights have averages if the optimizer has use_ema, and the model's has not");
    require(program.iterations() > 0, "a callback: the optimizer has no averages before its first step; fit the model first");
  }

  @Override public void save(Path file) { files.save(file); }

  @Override public void saveWeights(Path file) { files.saveWeights(file); }

  @Override public void loadWeights(Path file) { files.loadWeights(file); }

  @Override public ResumePoint place() {
    require(here != null, "a callback: only a fit that has begun its first epoch has a place");
    return here;
  }

  @Override public void goOn(ResumePoint place) {
    require(!begun, "a callback: goOn is for onTrainBegin, before the first epoch");
    from = place;
    require(!isOfKernels(), "a callback: by the rules of Keras 2 a fit with Dropout cannot go on in the middle; train it in one go");
    Generators.set(model, place.generators());
  }

  /** The first epoch begins; gives what {@link #goOn} was told, null: nothing. */
  ResumePoint begin() {
    begun = true;
    return from;
  }

  /** {@code batch} batches of {@code epoch} are done; {@code totals} null: none of it. */
  void at(int epoch, int batch, ArrayEpochs.Pass pass, Totals totals) {
    here = new ResumePoint(epoch, batch, pass, totals, isOfKernels() ? List.of() : Generators.of(model));
  }

  /** Whether noise comes from kernels that nobody can set. */
  private boolean isOfKernels() {
    return compiled != null && compiled.rules() == Rules.KERAS_2 && model.whole().all().anyMatch(layer -> layer.layer().isNoisy());
  }

  @Override public Map<String, Metric> metrics() {
    return compiled == null || compiled.outputs().size() != 1 ? Map.of() : compiled.outputs().get(0).metrics();
  }

  @Override public PrintStream out() { return out; }

  @Override public int epochs() { return epochs; }

  @Override public int steps() { return steps; }
}
