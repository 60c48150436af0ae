package kerava.callbacks;

import java.util.SortedMap;
import java.util.TreeMap;
import kerava.training.Callback;
import kerava.training.Training;

/**
 * A callback out of functions: {@code new LambdaCallback().onEpochEnd((training, epoch, logs) -> ...)}. Source: Keras
 * {@code callbacks/lambda_callback.py}.
 */
public final class LambdaCallback implements Callback {
  /** {@code number}: of the epoch or batch, 0 for the whole; {@code logs}: empty where something begins. */
  public interface Hook {
    void call(Training training, int number, SortedMap<String, Double> logs);
  }

  private static final Hook NOTHING = (training, number, logs) -> {};

  private Hook epochBegin = NOTHING, epochEnd = NOTHING, trainBegin = NOTHING, trainEnd = NOTHING, batchBegin = NOTHING, batchEnd = NOTHING;
  private boolean everyBatch;

  public LambdaCallback onEpochBegin(Hook hook) {
    epochBegin = hook;
    return this;
  }

  public LambdaCallback onEpochEnd(Hook hook) {
    epochEnd = hook;
    return this;
  }

  public LambdaCallback onTrainBegin(Hook hook) {
    trainBegin = hook;
    return this;
  }

  public LambdaCallback onTrainEnd(Hook hook) {
    trainEnd = hook;
    return this;
  }

  /** Before each batch. */
  public LambdaCallback onTrainBatchBegin(Hook hook) {
    batchBegin = hook;
    everyBatch = true;
    return this;
  }

  /** After each batch. */
  public LambdaCallback onTrainBatchEnd(Hook hook) {
    batchEnd = hook;
    everyBatch = true;
    return this;
  }

  @Override public boolean everyBatch() { return everyBatch; }

  @Override public void onEpochBegin(Training training, int epoch) { epochBegin.call(training, epoch, new TreeMap<>()); }

  @Override public void onEpochEnd(Training training, int epoch, SortedMap<String, Double> logs) { epochEnd.call(training, epoch, logs); }

  @Override public void onTrainBegin(Training training) { trainBegin.call(training, 0, new TreeMap<>()); }

  @Override public void onTrainEnd(Training training, SortedMap<String, Double> logs) { trainEnd.call(training, 0, logs); }

  @Override public void onBatchBegin(Training training, int step) { batchBegin.call(training, step, new TreeMap<>()); }

  @Override public void onBatchEnd(Training training, int step, SortedMap<String, Double> logs) { batchEnd.call(training, step, logs); }
}
