package kerava.training;

import static kerava.KeravaException.require;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a fit recorded: for each name (loss, accuracy, val_loss, ...) a value for every epoch. Source: Keras {@code callbacks/history.py}.
 */
public final class History {
  private final SortedMap<String, List<Double>> values = new TreeMap<>();

  private final List<Integer> epochs = new ArrayList<>();

  void add(int epoch, Map<String, Double> logs) {
    epochs.add(epoch);
    logs.forEach((name, value) -> values.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
  }

  /** The epochs that there were, counted from 0. */
  public List<Integer> epochs() { return Collections.unmodifiableList(epochs); }

  /** Names in alphabetical order, each with one value an epoch, those of validation for the epochs that had it. */
  public SortedMap<String, List<Double>> values() {
    return Collections.unmodifiableSortedMap(values);
  }

  /** The values of {@code name}, one an epoch. */
  public List<Double> get(String name) {
    require(values.containsKey(name), "History: there is no '%s'; there are %s", name, values.keySet());
    return Collections.unmodifiableList(values.get(name));
  }

  @Override public String toString() { return values.toString(); }
}
