package kerava.training;

import java.util.SortedMap;

/**
 * What happens beside training, in Keras's order; {@code training} stops it, sets the rate or weights, and saves. Every method may be left out; an exception
 * in one ends the fit, frees its native memory, and leaves the model as trained so far. Steps and epochs count from 0. Between two calls for batches may lie
 * several of them; with {@code Fit.stepsPerExecution(1)} there is a call for each. Source: Keras {@code callbacks/callback.py}.
 */
public interface Callback {
  default void onTrainBegin(Training training) {}

  default void onEpochBegin(Training training, int epoch) {}

  /** Before some batches, of which {@code step} is the first. */
  default void onBatchBegin(Training training, int step) {}

  /** After some batches, of which {@code step} was the last. {@code logs}: means so far. */
  default void onBatchEnd(Training training, int step, SortedMap<String, Double> logs) {}

  /** Before the validation data are evaluated. */
  default void onTestBegin(Training training) {}

  /** After some batches of the validation data, of which {@code step} was the last. */
  default void onTestBatchEnd(Training training, int step, SortedMap<String, Double> logs) {}

  default void onTestEnd(Training training, SortedMap<String, Double> logs) {}

  /** {@code logs}: loss and metrics of the epoch, and with {@code val_} in front those of the validation data. */
  default void onEpochEnd(Training training, int epoch, SortedMap<String, Double> logs) {}

  /** {@code logs}: those of the last epoch. */
  default void onTrainEnd(Training training, SortedMap<String, Double> logs) {}
}
