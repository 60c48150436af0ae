package kerava.training;

import static kerava.KeravaException.require;

import java.io.PrintStream;
import java.util.List;
import kerava.config.Settings;
import kerava.tensor.Columns;
import kerava.tensor.Samples;

/**
 * How to evaluate or predict, with Keras's names: {@code new Evaluate().batchSize(128).verbose(2)}. {@code sampleWeight}: by what each sample's loss
 * is multiplied, for evaluate alone; null: by 1. Source: Keras {@code trainers/trainer.py} evaluate, predict.
 */
public record Evaluate(int batchSize, int verbose, Columns sampleWeight, PrintStream out) {
  public Evaluate {
    require(batchSize >= 1, "evaluate: batchSize must be at least 1, got %d", batchSize);
    require(verbose >= 0 && verbose <= 2, "evaluate: verbose must be 0 (silent), 1 (bar) or 2 (one line), got %d", verbose);
  }

  public Evaluate() { this(32, 1, null, System.out); }

  public Evaluate batchSize(int batchSize) { return Settings.with(this, "batchSize", batchSize); }

  public Evaluate verbose(int verbose) { return Settings.with(this, "verbose", verbose); }

  /** One number a sample, shape (n,) or (n, 1); the mean still divides by the number of samples, and metrics do not know it. */
  public Evaluate sampleWeight(Columns weights) {
    return Settings.with(this, "sampleWeight", weights);
  }

  /** Where the bar goes. */
  public Evaluate out(PrintStream out) { return Settings.with(this, "out", out); }

  /** A progress line for {@code samples} of them in batches. */
  public Bar bar(int samples) {
    return new Bar(Trainer.steps(samples, batchSize), verbose, out);
  }

  /** The weights for the only output, one number for each sample of {@code x}; null: there are none. */
  public Samples onlyWeights(String who, Samples x) {
    Samples weights = sampleWeight == null ? null : sampleWeight.inOrder(who, "sampleWeight", List.of("output")).get(0);
    DataChecks.weights(who, "sampleWeight", weights, x);
    return weights;
  }

  /** Where there is no loss that they could multiply. */
  public void refuseWeights(String who) {
    require(sampleWeight == null, "%s: takes no sampleWeight, for it has no loss; leave it out", who);
  }
}
