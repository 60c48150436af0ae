package kerava.training;

import java.util.SortedMap;

/**
 * What happens beside training. Every method may be left out; an exception in one ends the fit, frees its native memory, and leaves the model as
 * trained so far. Steps and epochs count from 0. Source: Keras {@code callbacks/callback.py}.
 */
public interface Callback {
  default void onTrainBegin() {}

  default void onEpochBegin(int epoch) {}

  /** After some batches, of which {@code step} was the last; every batch only with {@code Fit.stepsPerExecution(1)}. {@code logs}: means so far. */
  default void onBatchEnd(int step, SortedMap<String, Double> logs) {}

  /** {@code logs}: loss and metrics of the epoch, and with {@code val_} in front those of the validation data. */
  default void onEpochEnd(int epoch, SortedMap<String, Double> logs) {}

  default void onTrainEnd() {}
}
