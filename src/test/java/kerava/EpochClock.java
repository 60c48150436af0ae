package kerava;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import kerava.training.Callback;
import kerava.training.Training;

/** Seconds of each epoch, for what {@code make bench} runs. */
final class EpochClock implements Callback {
  private final List<Double> seconds = new ArrayList<>();
  private long began;

  List<Double> seconds() { return seconds; }

  @Override public void onEpochBegin(Training training, int epoch) { began = System.nanoTime(); }

  @Override public void onEpochEnd(Training training, int epoch, SortedMap<String, Double> logs) {
    seconds.add((System.nanoTime() - began) / 1e9);
  }
}
