package extending;

import java.util.SortedMap;
import kerava.training.Callback;
import kerava.training.Training;

/** Halves the learning rate after an epoch that is no better than the best, and stops after the third. */
public final class HalveOnPlateau implements Callback {
  private double best = Double.POSITIVE_INFINITY;
  private int halved;

  @Override public void onEpochEnd(Training training, int epoch, SortedMap<String, Double> logs) {
    if (logs.get("loss") < best) best = logs.get("loss");
    else if (++halved == 3) training.stop();
    else training.learningRate(training.learningRate() / 2);
  }
}
