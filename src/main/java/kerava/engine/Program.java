package kerava.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kerava.network.Built;
import kerava.network.Variable;
import kerava.optimizers.OptimizerOptions;
import kerava.optimizers.OptimizerState;
import kerava.optimizers.schedules.Schedule;
import kerava.random.Shuffle;
import kerava.tensor.NDArray;
import kerava.tensor.Samples;
import kerava.tensor.Shape;

/**
 * A model that runs, by its {@link LiveGraphs}. It owns all native memory of the model and frees it in {@link #close}. Not for several
 * threads, but {@link #predict}.
 */
public final class Program implements AutoCloseable {
  private final Built model;
  private final CompiledSettings compiled;
  private final Progress progress;
  private final KeptStates kept;
  private final LiveGraphs live;
  /** The last that has trained. */
  private BatchLoop trained;

  /** {@code compiled} null: a model that is not compiled, for prediction only. */
  public Program(Built model, CompiledSettings compiled) {
    this.model = model;
    this.compiled = compiled;
    kept = new KeptStates(model);
    OptimizerState first = compiled == null ? null : OptimizerState.first(compiled.optimizer(), model.trained());
    progress = new Progress(compiled == null ? null : compiled.optimizer(), model.trained());
    if (first != null) progress.resume(first);
    live = new LiveGraphs(model, compiled, progress, first);
  }

  /**
   * Trains on the chunk, batch by batch; {@code even}: all batches of the epoch have {@code batchSize} samples. Gives the sums after it.
   */
  public Totals train(Chunk chunk, int batchSize, boolean even, Totals before) {
    return loop(true, chunk.whole(batchSize), even, false, before);
  }

  /** The same by a loop that XLA compiles, which {@link #compile} has done before: the sums are rounded otherwise. */
  public Totals trainCompiled(Chunk chunk, int batchSize, Totals before) {
    Totals after = before;
    for (Chunk.Part part : chunk.parts(batchSize)) after = loop(true, part, true, true, after);
    return after;
  }

  /**
   * Compiles the loop for chunks like this one and trains nothing; gives whether there was anything to compile. Throws what XLA says of a
   * model that it does not take.
   */
  public boolean compile(Chunk chunk, int batchSize) {
    boolean any = false;
    for (Chunk.Part part : chunk.parts(batchSize)) {
      BatchLoop.Kind kind = kind(true, part, true, true);
      if (live.now().compiledByXla().contains(kind)) continue;
      loop(true, part.withoutRows(), true, true, Totals.zero(compiled));
      any = live.now().compiledByXla().add(kind);
    }
    return any;
  }

  /** Adds the losses and metrics of the chunk to the sums; changes nothing. */
  public Totals test(Chunk chunk, int batchSize, boolean even, Totals before) {
    return loop(false, chunk.whole(batchSize), even, false, before);
  }

  /**
   * A step of training for which the data had no batch any more: the optimizer and the noise layers count it, as in Keras, and nothing else
   * changes.
   */
  public void trainEmpty() { if (trained != null) trained.runEmpty(progress); }

  private BatchLoop.Kind kind(boolean training, Chunk.Part part, boolean even, boolean byXla) {
    Chunk chunk = part.chunk();
    List<Boolean> weighted = chunk.weights().stream().map(Objects::nonNull).toList();
    boolean oneCount = live.now().noise(chunk.samples()).isOne();
    return new BatchLoop.Kind(training, part.batchSize(), even, byXla, chunk.samples(), chunk.truths(), weighted, oneCount);
  }

  private Totals loop(boolean training, Chunk.Part part, boolean even, boolean byXla, Totals before) {
    kept.check(part.rows(), part.batchSize());
    BatchLoop.Kind kind = kind(training, part, even, byXla);
    return live.with(kind, graphs -> {
      BatchLoop loop = graphs.loop(kind);
      Totals after = live.threads().run(live, graphs, kind, loop, part, before, progress);
      if (training) {
        trained = loop;
        live.changed(loop.changed());
      }
      return after;
    });
  }

  /**
   * The outputs, for {@code rows} samples of each of {@code x}, one an input, from {@code from} on. {@code open}: the graph is one for any
   * number of samples.
   */
  public List<NDArray> predict(List<Samples> x, int from, int rows, boolean open) {
    kept.check(rows, rows);
    Graphs.ForwardKind kind = new Graphs.ForwardKind(x.stream().map(Samples::sampleShape).toList(), open ? Shape.NONE : rows);
    return live.with(kind, graphs -> {
      List<NDArray> outputs = graphs.forward(kind).run(graphs.session(), model, x, from, rows);
      graphs.noise(kind.samples()).advanceAside(1);
      return outputs;
    });
  }

  /** The gradients of the mean loss over all of {@code data} with respect to each trainable weight, in order; nothing is trained. */
  public List<NDArray> gradients(Examples data) {
    try (Chunk chunk = new Chunk(model, data, data.count())) {
      chunk.fill(data, Shuffle.sequence(data.count()), 0, data.count());
      Graphs.BackwardKind kind = new Graphs.BackwardKind(chunk.samples(), chunk.truths());
      return live.with(kind, graphs -> graphs.backward(kind).run(graphs.session(), chunk));
    }
  }

  /** That of the optimizer at {@code place} as it stands; of a schedule: that of the next step. */
  public float learningRate(int place) {
    return compiled.optimizer().optimizers().get(place).learningRate() instanceof Schedule schedule
        ? ScheduledRate.of(schedule, progress.part(place).iterations())
        : progress.part(place).learningRate();
  }

  /** How many steps the optimizer has taken. */
  public long iterations() { return progress.iterations(); }

  /** Sets the rate of the optimizer at {@code place} for the steps from here on. */
  public void learningRate(int place, float rate) { progress.learningRate(place, rate); }

  /**
   * The end of a fit: where the optimizer averages weights they become their averages. Source: Keras {@code optimizers/base_optimizer.py}
   * finalize_variable_values.
   */
  public void finish() {
    if (!averaged().isEmpty()) setAveraged(averages().averages());
  }

  /** The weights of which the optimizer keeps averages. */
  private List<Variable> averaged() {
    return model.trainable().stream().filter(v -> compiled.optimizer().slot(OptimizerOptions.AVERAGE, v.trainedAs()) != null).toList();
  }

  private Averages averages() {
    live.refresh();
    List<NDArray> values = live.now().weights(), averages = optimizerState().slots().get(OptimizerOptions.AVERAGE);
    return new Averages(averaged().stream().map(v -> values.get(model.variables().indexOf(v))).toList(),
        averaged().stream().map(v -> averages.get(model.trainable().indexOf(v))).toList());
  }

  private void setAveraged(List<NDArray> weights) {
    List<NDArray> values = new ArrayList<>(live.now().weights());
    for (int i = 0; i < weights.size(); i++) values.set(model.variables().indexOf(averaged().get(i)), weights.get(i));
    live.now().setWeights(values);
    live.changed(new HashSet<>(averaged()));
  }

  private void setAverages(List<NDArray> averages) {
    Map<String, List<NDArray>> slots = new LinkedHashMap<>(optimizerState().slots());
    List<NDArray> changed = new ArrayList<>(slots.get(OptimizerOptions.AVERAGE));
    for (int i = 0; i < averages.size(); i++) changed.set(model.trainable().indexOf(averaged().get(i)), averages.get(i));
    slots.put(OptimizerOptions.AVERAGE, changed);
    setOptimizerState(optimizerState().withSlots(slots));
  }

  /** Exchanges weights and the averages that the optimizer keeps of them, as Keras does. */
  public void swapAverages() {
    Averages swapped = averages().swapped(averaged());
    setAveraged(swapped.weights());
    setAverages(swapped.averages());
  }

  /** The averages become what the weights are. */
  public void keepAsAverages() { setAverages(averages().weights()); }

  /** What the optimizer has gathered; the model must be compiled. */
  public OptimizerState optimizerState() { return live.now().optimizer(progress); }

  /** The same without what it has gathered for weights, which stays where it lies. */
  public OptimizerState optimizerProgress() { return progress.state(Map.of(), Map.of()); }

  /** The optimizer goes on from {@code resumed}, which has the compiled optimizer's slots. */
  public void setOptimizerState(OptimizerState resumed) {
    progress.resume(resumed);
    live.now().setOptimizer(resumed);
  }

  @Override public void close() { live.close(); }
}
