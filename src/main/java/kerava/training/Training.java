package kerava.training;

import java.nio.file.Path;
import java.util.List;
import kerava.tensor.NDArray;

/** What a {@link Callback} can see and change of the training beside which it runs. Source: Keras {@code callbacks/callback.py}, self.model. */
public interface Training {
  /** Ends the training after this batch: the epoch ends with what has been, validation included, and no other begins. */
  void stop();

  /** Whether somebody has called {@link #stop}. */
  boolean isStopped();

  /** The rate as it stands. */
  double learningRate();

  /** Sets the rate for the steps from here on. */
  void learningRate(double rate);

  /** All weights, in the order of {@code model.getWeights()}: copies. */
  List<NDArray> weights();

  /** Sets all weights; shapes and order as in {@link #weights()}. */
  void weights(List<NDArray> weights);

  /** Saves the model as it stands, as {@code model.save(file)}. */
  void save(Path file);

  /** How many epochs this fit will have at most. */
  int epochs();

  /** How many batches an epoch has. */
  int steps();
}
