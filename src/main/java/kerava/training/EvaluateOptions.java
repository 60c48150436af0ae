package kerava.training;

import static kerava.KeravaException.require;

import java.io.PrintStream;
import java.util.List;
import kerava.config.Settings;
import kerava.tensor.Columns;
import kerava.tensor.Samples;
import org.jspecify.annotations.Nullable;

/**
 * How to evaluate, with Keras's names and defaults: {@code new EvaluateOptions().withBatchSize(128).withVerbose(2)}. Source: Keras
 * {@code trainers/trainer.py} evaluate.
 *
 * @param batchSize null: 32, or as many as make {@code steps} batches of all samples
 * @param verbose 0 silent, 1 a moving bar, 2 one line
 * @param sampleWeight by what each sample's loss is multiplied; null: by 1
 * @param steps null: all batches
 */
public record EvaluateOptions(@Nullable Integer batchSize, int verbose, @Nullable Columns sampleWeight, @Nullable Integer steps,
    List<Callback> callbacks, PrintStream out) implements BatchOptions<EvaluateOptions> {
  public EvaluateOptions {
    BatchOptions.check("evaluate", batchSize, verbose, steps, callbacks, out);
    callbacks = List.copyOf(callbacks);
  }

  public EvaluateOptions() { this(null, 1, null, null, List.of(), System.out); }

  /** One number a sample, shape (n,) or (n, 1); the mean still divides by the number of samples, and metrics do not know it. */
  public EvaluateOptions withSampleWeight(Columns weights) {
    return Settings.with(this, "sampleWeight", weights);
  }

  /** To predict what is to be evaluated. */
  public PredictOptions prediction() { return new PredictOptions(batchSize, verbose, steps, callbacks, out); }

  /** The weights for the only output, one number for each sample of {@code x}; null: there are none. */
  public @Nullable Samples onlyWeights(String who, Samples x) {
    Samples weights = sampleWeight == null ? null : sampleWeight.inOrder(who, "sampleWeight", List.of("output")).get(0);
    DataChecks.weights(who, "sampleWeight", weights, x);
    return weights;
  }

  @Override public void forDataset(String who) {
    BatchOptions.super.forDataset(who);
    require(sampleWeight == null, "%s: sampleWeight is for arrays; give a Dataset its weights as the third part of each element", who);
  }
}
