package kerava.callbacks;

import java.util.SortedMap;
import kerava.training.Callback;
import kerava.training.Training;

/**
 * Tests and predicts with the averages of the weights, which an optimizer {@code withEma} keeps, in place of the weights. Weights and
 * averages change places by sums and differences, which round a little, and after a prediction the averages stay, both as in Keras. Source:
 * Keras {@code callbacks/swap_ema_weights.py}.
 */
public final class SwapEMAWeights implements Callback {
  private boolean swapOnEpoch, inModel;

  /**
   * Whether the averages stand in the model between epochs too, for callbacks after this one: a {@link ModelCheckpoint} saves them then.
   */
  public SwapEMAWeights withSwapOnEpoch(boolean swaps) {
    swapOnEpoch = swaps;
    return this;
  }

  private void swap(Training training, boolean averages) {
    if (inModel == averages) return;
    training.swapAverages();
    inModel = averages;
  }

  @Override public void onEpochBegin(Training training, int epoch) {
    if (swapOnEpoch) swap(training, false);
  }

  @Override public void onEpochEnd(Training training, int epoch, SortedMap<String, Double> logs) {
    if (!swapOnEpoch || inModel) return;
    swap(training, true);
    // at the end of the fit the weights become the averages that are kept
    if (epoch == training.epochs() - 1) training.keepAsAverages();
  }

  @Override public void onTestBegin(Training training) { swap(training, true); }

  @Override public void onTestEnd(Training training, SortedMap<String, Double> logs) { swap(training, false); }

  @Override public void onPredictBegin(Training training) { swap(training, true); }
}
