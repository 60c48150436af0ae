package kerava.training;

import java.io.PrintStream;
import java.util.List;
import kerava.config.Settings;
import org.jspecify.annotations.Nullable;

/**
 * How to predict, with Keras's names and defaults: {@code new PredictOptions().withBatchSize(128)}. Source: Keras
 * {@code trainers/trainer.py} predict.
 *
 * @param batchSize null: 32, or as many as make {@code steps} batches of all samples
 * @param verbose 0 silent, 1 a moving bar, 2 one line
 * @param steps null: all batches
 */
public record PredictOptions(@Nullable Integer batchSize, int verbose, @Nullable Integer steps, List<Callback> callbacks,
    PrintStream out) implements BatchOptions {
  public PredictOptions {
    BatchOptions.check("predict", batchSize, verbose, steps, callbacks, out);
    callbacks = List.copyOf(callbacks);
  }

  public PredictOptions() { this(null, 1, null, List.of(), System.out); }

  public PredictOptions withBatchSize(int batchSize) { return Settings.with(this, "batchSize", batchSize); }

  public PredictOptions withVerbose(int verbose) { return Settings.with(this, "verbose", verbose); }

  /** Batches to take, from the first on. More than there are: all, and a warning. */
  public PredictOptions withSteps(int steps) {
    return Settings.with(this, "steps", steps);
  }

  /** Their hooks for predictions; {@link Training#stop} ends the prediction after the batches at hand. */
  public PredictOptions withCallbacks(Callback... callbacks) {
    return Settings.with(this, "callbacks", BatchOptions.listed(callbacks));
  }

  /** Where the bar goes. */
  public PredictOptions withOut(PrintStream out) { return Settings.with(this, "out", out); }
}
