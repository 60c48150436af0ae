package kerava.training;

import java.io.PrintStream;
import java.util.List;
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
    PrintStream out) implements BatchOptions<PredictOptions> {
  public PredictOptions {
    BatchOptions.check("predict", batchSize, verbose, steps, callbacks, out);
    callbacks = List.copyOf(callbacks);
  }

  public PredictOptions() { this(null, 1, null, List.of(), System.out); }

}
