package kerava.training;

import static kerava.KeravaException.require;

import java.io.PrintStream;
import java.util.List;
import kerava.config.Settings;
import kerava.tensor.Samples;

/**
 * How to fit, with Keras's names and defaults: {@code new Fit().epochs(5).batchSize(64)}. {@code verbose}: 0 silent, 1 a moving bar, 2 a line an
 * epoch. {@code stepsPerExecution}: batches between two looks at callbacks, bar and interrupts; 0 lets Kerava take as many as run in some 75 ms.
 * Source: Keras {@code trainers/trainer.py} fit.
 */
public record Fit(int epochs, int batchSize, int verbose, boolean shuffle, Samples validationX, Samples validationY,
    List<Callback> callbacks,
    int stepsPerExecution, PrintStream out) {

  public Fit {
    require(epochs >= 1, "fit: epochs must be at least 1, got %d", epochs);
    require(batchSize >= 1, "fit: batchSize must be at least 1, got %d", batchSize);
    require(verbose >= 0 && verbose <= 2, "fit: verbose must be 0 (silent), 1 (bar) or 2 (a line an epoch), got %d", verbose);
    require(stepsPerExecution >= 0, "fit: stepsPerExecution must be positive, or 0 for automatic, got %d", stepsPerExecution);
    require((validationX == null) == (validationY == null), "fit, validation data: %s must not be null; give x and y, or neither",
        validationX == null ? "x" : "y");
    callbacks = List.copyOf(callbacks);
  }

  public Fit() { this(1, 32, 1, true, null, null, List.of(), 0, System.out); }

  public Fit epochs(int epochs) { return Settings.with(this, "epochs", epochs); }

  public Fit batchSize(int batchSize) { return Settings.with(this, "batchSize", batchSize); }

  public Fit verbose(int verbose) { return Settings.with(this, "verbose", verbose); }

  /** Whether every epoch visits the samples in a drawn order (the same for all epochs of one seed), or as they are. */
  public Fit shuffle(boolean shuffle) {
    return Settings.with(this, "shuffle", shuffle);
  }

  /** Evaluated after every epoch, in order, with the same batch size. */
  public Fit validationData(Samples x, Samples y) {
    return new Fit(epochs, batchSize, verbose, shuffle, x, y, callbacks, stepsPerExecution, out);
  }

  public Fit callbacks(Callback... callbacks) { return Settings.with(this, "callbacks", List.of(callbacks)); }

  public Fit stepsPerExecution(int steps) { return Settings.with(this, "stepsPerExecution", steps); }

  /** Where the bar goes. */
  public Fit out(PrintStream out) { return Settings.with(this, "out", out); }
}
