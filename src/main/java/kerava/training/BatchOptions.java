package kerava.training;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import kerava.config.Settings;
import kerava.engine.Chunk;
import org.jspecify.annotations.Nullable;

/** What options to evaluate and options to predict share: in what batches samples are taken, what is shown, and who is called beside it. */
@SuppressWarnings("unchecked") // a copy of a record is of its class
public sealed interface BatchOptions<T extends BatchOptions<T>> permits EvaluateOptions, PredictOptions {
  /** Null: 32, or as many as make {@link #steps} batches of all samples. */
  @Nullable Integer batchSize();

  /** 0 silent, 1 a moving bar, 2 one line. */
  int verbose();

  /** How many batches are taken, from the first on; null: all. */
  @Nullable Integer steps();

  List<Callback> callbacks();

  /** Where the bar goes. */
  PrintStream out();

  default T withBatchSize(int batchSize) { return with("batchSize", batchSize); }

  default T withVerbose(int verbose) { return with("verbose", verbose); }

  /** Batches to take, from the first on. More than there are: all, and a warning. */
  default T withSteps(int steps) {
    return with("steps", steps);
  }

  /** Their hooks for tests or predictions; {@link Training#stop} ends them after the batches at hand. */
  default T withCallbacks(Callback... callbacks) {
    return with("callbacks", listed(callbacks));
  }

  /** Where the bar goes. */
  default T withOut(PrintStream out) { return with("out", out); }

  private T with(String name, Object value) { return (T) Settings.with((Record) this, name, value); }

  /** Null where they must not be, which is refused where they belong. */
  static List<Callback> listed(Callback... callbacks) {
    return callbacks == null ? null : Collections.unmodifiableList(Arrays.asList(callbacks));
  }

  /** {@code who} is evaluate or predict. */
  static void check(String who, @Nullable Integer batchSize, int verbose, @Nullable Integer steps, @Nullable List<Callback> callbacks,
      @Nullable PrintStream out) {
    require(out != null && callbacks != null && callbacks.stream().allMatch(Objects::nonNull),
        "%s: out and callbacks must not be null; leave them out",
        who);
    require(batchSize == null || batchSize >= 1, "%s: batchSize must be at least 1, got %d", who, batchSize);
    require(steps == null || steps >= 1, "%s: steps must be at least 1, got %d", who, steps);
    require(verbose >= 0 && verbose <= 2, "%s: verbose must be 0 (silent), 1 (bar) or 2 (one line), got %d", who, verbose);
  }

  /** Samples of a batch, where there are {@code count}. */
  default int batchOf(int count) { return FitOptions.batchOf(count, batchSize(), steps()); }

  /** How many of {@code count} samples are in the {@code steps} batches. */
  default int first(String who, int count) { return ArrayEpochs.first(who, count, batchOf(count), steps()); }

  /** A progress line for all that there is, {@code samples} of them. */
  default Bar bar(int samples) {
    return new Bar(steps() == null ? Chunk.batches(samples, batchOf(samples)) : steps(), verbose(), out());
  }

  /** Where nothing calls them. */
  default void refuseCallbacks(String who) {
    require(callbacks().isEmpty(), "%s: takes no callbacks; leave them out, or load the model from a .keras or .h5 file", who);
  }

  /** Refuses what is for arrays alone. */
  default void forDataset(String who) {
    require(batchSize() == null, inJava("leave it out, and call batch(" + batchSize() + ") on the dataset"),
        "%s: batchSize is for arrays, and a Dataset has its batches", who);
  }
}
