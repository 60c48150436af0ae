package kerava.training;

import static kerava.KeravaException.require;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import kerava.config.Settings;
import kerava.tensor.Columns;

/**
 * How to fit, with Keras's names and defaults: {@code new Fit().epochs(5).batchSize(64)}. {@code verbose}: 0 silent, 1 a moving bar, 2 a line an
 * epoch. {@code validationSplit}: what part of the samples, the last ones, is not trained on but evaluated after every epoch.
 * {@code sampleWeight}: by what each sample's loss is multiplied; {@code classWeight}: the same for each class. {@code stepsPerExecution}: batches between two looks at callbacks, bar and interrupts; 0 lets Kerava take as many as run in some 75 ms.
 * Source: Keras {@code trainers/trainer.py} fit.
 */
public record Fit(int epochs, int batchSize, int verbose, boolean shuffle, double validationSplit, Columns validationX, Columns validationY,
    Columns validationWeights, Columns sampleWeight, Map<Integer, Double> classWeight, List<Callback> callbacks, int stepsPerExecution,
    PrintStream out) {

  public Fit {
    require(epochs >= 1, "fit: epochs must be at least 1, got %d", epochs);
    require(batchSize >= 1, "fit: batchSize must be at least 1, got %d", batchSize);
    require(verbose >= 0 && verbose <= 2, "fit: verbose must be 0 (silent), 1 (bar) or 2 (a line an epoch), got %d", verbose);
    require(stepsPerExecution >= 0, "fit: stepsPerExecution must be positive, or 0 for automatic, got %d", stepsPerExecution);
    require((validationX == null) == (validationY == null), "fit, validation data: %s must not be null; give x and y, or neither",
        validationX == null ? "x" : "y");
    require(validationWeights == null || validationX != null, "fit, validation data: weights must come with x and y, got them alone");
    require(validationSplit >= 0 && validationSplit < 1, "fit: validationSplit must be in 0 .. 1 (1 excluded), got %s", validationSplit);
    require(validationSplit == 0 || validationX == null, "fit: takes validationSplit or validation data, got both; leave one out");
    require(sampleWeight == null || classWeight.isEmpty(),
        "fit: takes sampleWeight or classWeight, got both; multiply them into sampleWeight");
    classWeight.forEach((c, w) -> require(Double.isFinite(w), "fit: classWeight must be finite, got %s for class %d", w, c));
    classWeight = Map.copyOf(classWeight);
    callbacks = List.copyOf(callbacks);
  }

  public Fit() { this(1, 32, 1, true, 0, null, null, null, null, Map.of(), List.of(), 0, System.out); }

  public Fit epochs(int epochs) { return Settings.with(this, "epochs", epochs); }

  public Fit batchSize(int batchSize) { return Settings.with(this, "batchSize", batchSize); }

  public Fit verbose(int verbose) { return Settings.with(this, "verbose", verbose); }

  /** Whether every epoch visits the samples in a drawn order (the same for all epochs of one seed), or as they are. */
  public Fit shuffle(boolean shuffle) {
    return Settings.with(this, "shuffle", shuffle);
  }

  /** Evaluated after every epoch, in order, with the same batch size. */
  public Fit validationData(Columns x, Columns y) {
    return validationData(x, y, null);
  }

  /** {@code weights}: by what each sample's loss is multiplied, as by {@link #sampleWeight}; null: by 1. */
  public Fit validationData(Columns x, Columns y, Columns weights) {
    return new Fit(epochs, batchSize, verbose, shuffle, validationSplit, x, y, weights, sampleWeight, classWeight, callbacks,
        stepsPerExecution, out);
  }

  /** Evaluates the last {@code part} of the samples after every epoch, and trains on those before them; 0: on all. */
  public Fit validationSplit(double part) {
    return Settings.with(this, "validationSplit", part);
  }

  /** One number a sample, shape (n,) or (n, 1), for all outputs or for each; metrics do not know it, the loss of the part that validationSplit keeps does. */
  public Fit sampleWeight(Columns weights) {
    return Settings.with(this, "sampleWeight", weights);
  }

  /** By label, or by the place of a one-hot label's 1; a class that is not named weighs 1. For training alone. */
  public Fit classWeight(Map<Integer, Double> weights) {
    return Settings.with(this, "classWeight", weights);
  }

  public Fit callbacks(Callback... callbacks) { return Settings.with(this, "callbacks", List.of(callbacks)); }

  public Fit stepsPerExecution(int steps) { return Settings.with(this, "stepsPerExecution", steps); }

  /** Where the bar goes. */
  public Fit out(PrintStream out) { return Settings.with(this, "out", out); }
}
