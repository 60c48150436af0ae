package kerava.metrics;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.config.Numbers;

/**
 * One threshold or several, within 0 .. 1: predictions above count as positive. Source: Keras {@code metrics/metrics_utils.py}
 * parse_init_thresholds.
 */
public record Thresholds(List<Double> values) implements Numbers {
  public Thresholds {
    values = List.copyOf(values);
    require(!values.isEmpty(), "Thresholds: must be one at least, as 0.5, got none");
    require(values.stream().allMatch(each -> each >= 0 && each <= 1), "Thresholds: must be within 0 .. 1, got %s", values);
  }

  public Thresholds(double threshold) { this(List.of(threshold)); }

  /** Of what a config holds: a number, or a list of them. */
  public static Thresholds of(Object plain) {
    List<?> all = plain instanceof List<?> list ? list : plain == null ? List.of() : List.of(plain);
    require(all.stream().allMatch(Number.class::isInstance), "must be a number or a list of them, got %s", plain);
    return new Thresholds(all.stream().map(each -> ((Number) each).doubleValue()).toList());
  }

  @Override public Object plain() { return values.size() == 1 ? (Object) values.get(0) : values; }

  /** {@code given} as float32, or {@code none} if it is null; refuses several, whose numbers have no place in logs. */
  static float one(String who, Thresholds given, float none) {
    if (given == null) return none;
    require(given.values.size() == 1,
        "%s: %d thresholds give as many numbers, and logs hold one for each metric; take a metric for each of %s", who,
        given.values.size(), given.values);
    return given.values.get(0).floatValue();
  }
}
