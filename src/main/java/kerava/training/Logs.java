package kerava.training;

import java.util.SortedMap;
import java.util.TreeMap;

/** What is known at the end of a batch, an epoch or an evaluation: values by name, in alphabetical order, as Keras sorts them. */
final class Logs {
  private Logs() {}

  static SortedMap<String, Double> of(CompileSettings settings, float[] means, String prefix) {
    SortedMap<String, Double> logs = new TreeMap<>();
    logs.put(prefix + "loss", (double) means[0]);
    int i = 1;
    for (String name : settings.metrics().keySet()) logs.put(prefix + name, (double) means[i++]);
    return logs;
  }
}
