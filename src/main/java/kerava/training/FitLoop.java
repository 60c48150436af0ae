package kerava.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import kerava.engine.Chunk;
import kerava.engine.Totals;

/** The epochs of one fit, with its callbacks in Keras's order: the user's, then the history, then the progress line. */
final class FitLoop {
  private final Testing testing;
  private final FitOptions options;
  private final EpochBatches batches;
  private final boolean even;
  private final RunningTraining now;
  private final ChunkStream chunks, validation;
  private final History history = new History();
  private final NotFinite notFinite = new NotFinite();
  /** Null: training is not compiled. */
  private FastMode fast;

  /** {@code validation} null: there is none; {@code even}: all batches have one size. The caller closes what is given. */
  FitLoop(Testing testing, FitOptions options, EpochBatches batches, ChunkStream chunks, ChunkStream validation, boolean even) {
    this.testing = testing;
    this.options = options;
    this.batches = batches;
    this.chunks = chunks;
    this.validation = validation;
    this.even = even;
    now = testing.now();
    fast = FastMode.of(options);
  }

  History run() {
    SortedMap<String, Double> last = null;
    for (Callback callback : callbacks()) callback.onTrainBegin(now);
    ResumePoint from = now.begin();
    if (from != null) batches.goOn(from.pass(), from.batch());
    int first = from == null ? options.initialEpoch() : from.epoch();
    for (int epoch = first; epoch < options.epochs() && !now.isStopped(); epoch++) last = epoch(epoch, epoch == first ? from : null);
    testing.program().finish();
    for (Callback callback : callbacks()) callback.onTrainEnd(now, last == null ? new TreeMap<>() : last);
    return history;
  }

  private List<Callback> callbacks() { return options.callbacks(); }

  private SortedMap<String, Double> epoch(int epoch, ResumePoint from) {
    for (Callback callback : callbacks()) callback.onEpochBegin(now, epoch);
    if (options.verbose() > 0 && options.epochs() > 1) options.out().println(ProgressBar.epochHeader(epoch + 1, options.epochs()));
    Bar bar = new Bar(batches.steps(), options.verbose(), options.out());
    SortedMap<String, Double> logs = trained(epoch, bar, from);
    notFinite.look(epoch, logs, testing.model().variables(), now);
    if (validation != null && options.validationFreq().has(epoch))
      testing.run(validation, (steps, means) -> true).forEach((name, value) -> logs.put("val_" + name, value));
    SortedMap<String, Double> told = new TreeMap<>(logs);
    now.at(epoch + 1, 0, batches.upcoming(), null);
    for (Callback callback : callbacks()) callback.onEpochEnd(now, epoch, told);
    history.add(epoch, told);
    Map<String, Double> inOrder = new LinkedHashMap<>(logs);
    inOrder.putAll(told);
    bar.end(inOrder);
    return logs;
  }

  /** {@code from} null: the epoch from its first batch on. */
  private SortedMap<String, Double> trained(int epoch, Bar bar, ResumePoint from) {
    Totals[] totals = {from == null || from.totals() == null ? Totals.zero(testing.compiled()) : from.totals()};
    int[] begun = {from == null ? 0 : from.batch()};
    if (begun[0] > 0) bar.advance(begun[0], Map.of());
    chunks.forEach(begun[0], (chunk, batchSize) -> {
      for (Callback callback : callbacks()) callback.onBatchBegin(now, begun[0]);
      totals[0] = trained(chunk, batchSize, totals[0]);
      SortedMap<String, Double> logs = Logs.of(testing.compiled(), totals[0], "");
      int steps = Chunk.batches(chunk.rows(), batchSize), last = begun[0] + steps - 1;
      now.at(epoch, last + 1, batches.now(), totals[0]);
      for (Callback callback : callbacks()) callback.onBatchEnd(now, last, logs);
      begun[0] = bar.advance(steps, logs);
      return !now.isStopped();
    });
    if (batches.endsEmpty() && !now.isStopped()) testing.program().trainEmpty();
    return Logs.of(testing.compiled(), totals[0], "");
  }

  private Totals trained(Chunk chunk, int batchSize, Totals before) {
    if (fast != null && !fast.compile(testing.program(), chunk, batchSize)) fast = null;
    return fast == null
        ? testing.program().train(chunk, batchSize, even, before)
        : testing.program().trainCompiled(chunk, batchSize, before);
  }
}
