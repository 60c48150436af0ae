package kerava.training;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import kerava.engine.CompiledSettings;
import kerava.engine.Totals;

/** What is known at the end of a batch, an epoch or an evaluation: values by name, in alphabetical order, as Keras sorts them. */
final class Logs {
  private Logs() {}

  static SortedMap<String, Double> of(CompiledSettings compiled, Totals totals, String prefix) {
    float[] means = totals.means();
    SortedMap<String, Double> logs = new TreeMap<>();
    List<String> told = compiled.told();
    for (int i = 0; i < means.length; i++) logs.put(prefix + told.get(i), (double) means[i]);
    totals.own().forEach((name, mean) -> logs.put(prefix + name, (double) mean.value()));
    return logs;
  }
}
