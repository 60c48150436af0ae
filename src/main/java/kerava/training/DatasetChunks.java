package kerava.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kerava.KeravaException;
import kerava.data.Element;
import kerava.engine.CompiledSettings;
import kerava.engine.Examples;
import kerava.network.Built;
import kerava.random.Shuffle;

/**
 * Chunks of the batches of a dataset. A batch that is larger than those before it begins another chunk, a smaller one ends its chunk. Owns
 * the passes.
 */
final class DatasetChunks extends ChunkStream {
  /** Bytes of one buffer; it holds at least one batch. */
  private static final long BUFFER_BYTES = 4L << 20;

  private final CompiledSettings compiled;
  private final EpochIterator batches;
  private final Map<Integer, Double> classWeight;
  /** Whether each pass begins as the first, as those of an evaluation. */
  private final boolean anew;
  /** The first batch of all; null: nobody has asked for it. */
  private Examples first;
  /** What has been read, and is for the next chunk. */
  private Examples pending;
  /** The largest batch so far. */
  private int batchSize;
  private long read;

  private DatasetChunks(Built model, CompiledSettings compiled, EpochIterator batches, Map<Integer, Double> classWeight, boolean anew,
      ChunkSize chunkSize) {
    super(model, chunkSize);
    this.compiled = compiled;
    this.batches = batches;
    this.classWeight = classWeight;
    this.anew = anew;
  }

  static DatasetChunks training(Built model, CompiledSettings compiled, EpochIterator batches, FitOptions options) {
    return new DatasetChunks(model, compiled, batches, options.classWeight(), false,
        ChunkSize.of(options.stepsPerExecution(), options.callbacks()));
  }

  static DatasetChunks testing(Built model, CompiledSettings compiled, EpochIterator batches, List<Callback> callbacks) {
    return new DatasetChunks(model, compiled, batches, Map.of(), true, ChunkSize.of(0, callbacks));
  }

  /** Reads it when it is needed, for a shuffle may be that of other data too. */
  private Examples first() {
    if (first == null) {
      first = examples(batches.first());
      DataChecks.oneLoss(batches.who(), first, compiled, model());
    }
    return first;
  }

  @Override Traces.Trace trace(Traces traces) { return traces.ofAxis(first(), batches.batchSize(), model()); }

  @Override void begin(int done) {
    if (anew) batches.reset();
    pending = null;
    read = 0;
    batches.begin();
  }

  /** Nobody knows how long reading takes. */
  @Override boolean isSmall(int batches) { return false; }

  @Override Gathered gather(int turn, int most) {
    Examples last = next();
    if (last == null) return null;
    batchSize = Math.max(batchSize, last.count());
    long room = Math.min(most, Math.max(1, BUFFER_BYTES / (4L * last.floats() * batchSize)));
    List<Examples> together = new ArrayList<>(List.of(last));
    while (together.size() < room && last.count() == batchSize) {
      Examples next = next();
      if (next == null) break;
      if (next.count() > batchSize) {
        pending = next;
        break;
      }
      together.add(last = next);
    }
    Examples all = Examples.joined(together, batchSize);
    int rows = all.count();
    return new Gathered(filled(turn, (int) Math.max(rows, room * batchSize), all, Shuffle.sequence(rows), 0, rows), batchSize);
  }

  private Examples next() {
    Examples next = pending;
    pending = null;
    if (next != null) return next;
    Element element = batches.next();
    return element == null ? null : examples(element);
  }

  private Examples examples(Element batch) {
    String where = batches.who() + ", batch " + read++ + " of the dataset";
    try {
      return TrainingSplit.weighted(where, TrainingSplit.examples(where, batch, compiled, model()), classWeight);
    } catch (KeravaException e) {
      if (e.getMessage().startsWith(where)) throw e;
      throw new KeravaException(where + ": " + e.getMessage(), e);
    }
  }

  @Override public void close() {
    try {
      super.close();
    } finally {
      batches.close();
    }
  }
}
