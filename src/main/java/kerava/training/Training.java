package kerava.training;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kerava.metrics.Metric;
import kerava.tensor.NDArray;

/**
 * What a {@link Callback} can see and change of the training beside which it runs. Source: Keras {@code callbacks/callback.py}, self.model.
 */
public interface Training {
  /** Ends the training after this batch: the epoch ends with what has been, validation included, and no other begins. */
  void stop();

  /** Whether somebody has called {@link #stop}. */
  boolean isStopped();

  /** The rate as it stands; of a schedule: that of the next step. */
  double learningRate();

  /** Sets the rate for the steps from here on; refused for an optimizer whose rate is a schedule. */
  void learningRate(double rate);

  /**
   * The rate by its name in logs, {@code learning_rate}; of a MultiOptimizer that of each of its optimizers, {@code learning_rate_adam},
   * {@code learning_rate_adam_1}.
   */
  default Map<String, Double> learningRates() { return Map.of("learning_rate", learningRate()); }

  /** Sets the rate that is called {@code name} in logs; refused where it is a schedule. */
  default void learningRate(String name, double rate) { learningRate(rate); }

  /** How many steps the optimizer has taken since compile. */
  long iterations();

  /** What weights are called, in the order of {@link #weights()}: {@code sequential/dense/kernel}. */
  List<String> weightPaths();

  /** The architecture, as {@code model.toJson()}. */
  String toJson();

  /** All weights, in the order of {@code model.getWeights()}: copies. */
  List<NDArray> weights();

  /** Sets all weights; shapes and order as in {@link #weights()}. */
  void weights(List<NDArray> weights);

  /**
   * Exchanges the weights that are trained and the averages of them that the optimizer keeps, {@code withEma}; as in Keras both round a
   * little.
   */
  void swapAverages();

  /** Has the optimizer keep the weights as they stand as their averages. */
  void keepAsAverages();

  /** Saves the model as it stands, as {@code model.save(file)}. */
  void save(Path file);

  /** Saves weights and the optimizer's state, as {@code model.saveWeights(file)}. */
  void saveWeights(Path file);

  /** Takes weights and the optimizer's state from a file, as {@code model.loadWeights(file)}. */
  void loadWeights(Path file);

  /** Where the fit is, in hooks from its first batch on; at the end of an epoch: where the next one begins. */
  ResumePoint place();

  /** In {@link Callback#onTrainBegin}: the fit begins at {@code place}, where one like it was, in place of its first epoch. */
  void goOn(ResumePoint place);

  /** The metrics that the model was compiled with, of a model with one output by their names in logs. */
  Map<String, Metric> metrics();

  /** Where the progress line goes, and what callbacks tell. */
  PrintStream out();

  /** How many epochs this fit will have at most. */
  int epochs();

  /** How many batches an epoch has; -1: the first one will tell, of a dataset of unknown length. */
  int steps();
}
