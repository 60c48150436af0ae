package kerava.training;

import java.util.List;
import java.util.SortedMap;
import kerava.tensor.NDArray;

/**
 * What happens beside training, in Keras's order; {@code training} stops it, sets the rate or weights, and saves. Every method may be left
 * out; an exception in one ends the fit, frees its native memory, and leaves the model as trained so far. Steps and epochs count from 0.
 * Between two calls for batches may lie several of them; with {@code FitOptions.withStepsPerExecution(1)} there is a call for each. Source:
 * Keras {@code callbacks/callback.py}.
 */
public interface Callback {
  default void onTrainBegin(Training training) {}

  default void onEpochBegin(Training training, int epoch) {}

  /** Before some batches, of which {@code step} is the first. */
  default void onBatchBegin(Training training, int step) {}

  /** After some batches, of which {@code step} was the last. {@code logs}: means so far. */
  default void onBatchEnd(Training training, int step, SortedMap<String, Double> logs) {}

  /** Before validation data, or those of {@code evaluate}, are evaluated. */
  default void onTestBegin(Training training) {}

  /** Before some batches of the data to evaluate, of which {@code step} is the first. */
  default void onTestBatchBegin(Training training, int step) {}

  /** After some batches of the data to evaluate, of which {@code step} was the last. */
  default void onTestBatchEnd(Training training, int step, SortedMap<String, Double> logs) {}

  default void onTestEnd(Training training, SortedMap<String, Double> logs) {}

  /**
   * {@code logs}: loss and metrics of the epoch, and with {@code val_} in front those of the validation data. What a callback puts into
   * them later ones find there, and history and progress line have it too.
   */
  default void onEpochEnd(Training training, int epoch, SortedMap<String, Double> logs) {}

  /** {@code logs}: those of the last epoch, without what callbacks have put into them. */
  default void onTrainEnd(Training training, SortedMap<String, Double> logs) {}

  default void onPredictBegin(Training training) {}

  /** Before the batch {@code step} of the data to predict. */
  default void onPredictBatchBegin(Training training, int step) {}

  /** {@code outputs}: the model's, for the batch {@code step}. */
  default void onPredictBatchEnd(Training training, int step, List<NDArray> outputs) {}

  default void onPredictEnd(Training training) {}

  /**
   * Whether it must be called for every batch of training; else several may lie between two calls. A fit's own stepsPerExecution goes
   * before.
   */
  default boolean everyBatch() { return false; }
}
