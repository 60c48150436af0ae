package kerava.training;

import static kerava.KeravaException.inJava;
import static kerava.KeravaException.require;

import java.io.PrintStream;
import java.util.List;
import kerava.config.Settings;
import kerava.tensor.Columns;
import kerava.tensor.Samples;

/**
 * How to evaluate or predict, with Keras's names: {@code new Evaluate().batchSize(128).verbose(2)}. {@code sampleWeight}: by what each sample's loss
 * is multiplied, for evaluate alone; null: by 1. Source: Keras {@code trainers/trainer.py} evaluate, predict.
 *
 * @param batchSize null: 32, or as many as make {@code steps} batches of all samples
 * @param steps null: all batches
 */
public record Evaluate(Integer batchSize, int verbose, Columns sampleWeight, Integer steps, List<Callback> callbacks, PrintStream out) {
  public Evaluate {
    require(batchSize == null || batchSize >= 1, "evaluate: batchSize must be at least 1, got %d", batchSize);
    require(steps == null || steps >= 1, "evaluate: steps must be at least 1, got %d", steps);
    callbacks = List.copyOf(callbacks);
    require(verbose >= 0 && verbose <= 2, "evaluate: verbose must be 0 (silent), 1 (bar) or 2 (one line), got %d", verbose);
  }

  public Evaluate() { this(null, 1, null, null, List.of(), System.out); }

  public Evaluate batchSize(int batchSize) { return Settings.with(this, "batchSize", batchSize); }

  public Evaluate verbose(int verbose) { return Settings.with(this, "verbose", verbose); }

  /** One number a sample, shape (n,) or (n, 1); the mean still divides by the number of samples, and metrics do not know it. */
  public Evaluate sampleWeight(Columns weights) {
    return Settings.with(this, "sampleWeight", weights);
  }

  /** Batches to take, from the first on. More than there are: all, and a warning. */
  public Evaluate steps(int steps) {
    return Settings.with(this, "steps", steps);
  }

  /** Their hooks for tests and predictions; {@link Training#stop} ends the evaluation after the batches at hand. */
  public Evaluate callbacks(Callback... callbacks) {
    return Settings.with(this, "callbacks", List.of(callbacks));
  }

  /** Samples of a batch, where there are {@code count}. */
  public int batchOf(int count) { return Fit.batchOf(count, batchSize, steps); }

  /** How many of {@code count} samples are in the {@code steps} batches. */
  public int first(String who, int count) { return Passes.first(who, count, batchOf(count), steps); }

  /** Where the bar goes. */
  public Evaluate out(PrintStream out) { return Settings.with(this, "out", out); }

  /** A progress line for all that there is, {@code samples} of them. */
  public Bar bar(int samples) {
    return new Bar(steps == null ? Trainer.steps(samples, batchOf(samples)) : steps, verbose, out);
  }

  /** The weights for the only output, one number for each sample of {@code x}; null: there are none. */
  public Samples onlyWeights(String who, Samples x) {
    Samples weights = sampleWeight == null ? null : sampleWeight.inOrder(who, "sampleWeight", List.of("output")).get(0);
    DataChecks.weights(who, "sampleWeight", weights, x);
    return weights;
  }

  /** Where nothing calls them. */
  public void refuseCallbacks(String who) {
    require(callbacks.isEmpty(), "%s: takes no callbacks; leave them out, or load the model from a .keras or .h5 file", who);
  }

  /** Refuses what is for arrays alone. */
  void forDataset(String who) {
    require(batchSize == null, inJava("leave it out, and call batch(" + batchSize + ") on the dataset"),
        "%s: batchSize is for arrays, and a Dataset has its batches", who);
    require(sampleWeight == null, "%s: sampleWeight is for arrays; give a Dataset its weights as the third part of each element", who);
  }

  /** Where there is no loss that they could multiply. */
  public void refuseWeights(String who) {
    require(sampleWeight == null, "%s: takes no sampleWeight, for it has no loss; leave it out", who);
  }
}
