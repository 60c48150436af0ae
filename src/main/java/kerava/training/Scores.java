package kerava.training;

import static kerava.KeravaException.require;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What evaluate found: the loss, then the metrics in the order of compile. */
public record Scores(Map<String, Double> values) {
  public Scores { values = Collections.unmodifiableMap(new LinkedHashMap<>(values)); }

  public double loss() { return get("loss"); }

  public double get(String name) {
    require(values.containsKey(name), "Scores: there is no '%s'; there are %s", name, values.keySet());
    return values.get(name);
  }

  /** As Keras returns them: {@code [0.13606791198253632, 0.9635000228881836]}. */
  public Collection<Double> toList() {
    return values.values();
  }

  @Override public String toString() { return toList().toString(); }
}
