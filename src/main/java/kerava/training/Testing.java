package kerava.training;

import java.util.List;
import java.util.SortedMap;
import kerava.engine.Chunk;
import kerava.engine.CompiledSettings;
import kerava.engine.Program;
import kerava.engine.Totals;
import kerava.network.Built;

/**
 * Evaluates samples with what a program has learned, its callbacks beside it. Source: Keras {@code backend/tensorflow/trainer.py} evaluate.
 */
record Testing(Program program, CompiledSettings compiled, Built model, Traces traces, List<Callback> callbacks, RunningTraining now) {
  /** What hears of the means so far, after so many more batches, and whether it goes on. */
  interface Watch {
    boolean after(int steps, SortedMap<String, Double> logs);
  }

  /** Loss and metrics of the next pass of {@code chunks}. */
  SortedMap<String, Double> run(ChunkStream chunks, Watch watch) {
    for (Callback callback : callbacks) callback.onTestBegin(now);
    boolean even = chunks.trace(traces).even();
    Totals[] totals = {Totals.zero(compiled)};
    int[] done = {0};
    chunks.forEach(0, (chunk, batchSize) -> {
      for (Callback callback : callbacks) callback.onTestBatchBegin(now, done[0]);
      totals[0] = program.test(chunk, batchSize, even, totals[0]);
      int steps = Chunk.batches(chunk.rows(), batchSize);
      done[0] += steps;
      SortedMap<String, Double> logs = Logs.of(compiled, totals[0], "");
      for (Callback callback : callbacks) callback.onTestBatchEnd(now, done[0] - 1, logs);
      return watch.after(steps, logs);
    });
    SortedMap<String, Double> logs = Logs.of(compiled, totals[0], "");
    for (Callback callback : callbacks) callback.onTestEnd(now, logs);
    return logs;
  }
}
