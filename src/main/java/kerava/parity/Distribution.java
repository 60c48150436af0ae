package kerava.parity;

import static kerava.KeravaException.require;

import java.util.List;
import java.util.function.DoublePredicate;

/** Numbers of which only the values matter, not their order: {@code [3, 1, 2]} has mean 2 and deviation 1. */
public record Distribution(List<Double> values) {
  /** Keeps the values sorted. */
  public Distribution {
    require(!values.isEmpty(), "Distribution: there must be a value, got none");
    values = values.stream().sorted().toList();
  }

  public int size() { return values.size(); }

  public double min() { return values.get(0); }

  public double max() { return values.get(size() - 1); }

  public double mean() { return values.stream().mapToDouble(Double::doubleValue).sum() / size(); }

  /** The sample standard deviation, {@code sqrt(sum (x - mean)^2 / (n - 1))}; NaN for a single value. */
  public double deviation() {
    double mean = mean(), squares = values.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
    return size() == 1 ? Double.NaN : Math.sqrt(squares / (size() - 1));
  }

  /** The middle value, or the mean of the middle two. */
  public double median() { return (values.get((size() - 1) / 2) + values.get(size() / 2)) / 2; }

  public int below(double x) { return count(v -> v < x); }

  public int equal(double x) { return count(v -> v == x); }

  /** The part of the values below {@code x}, those equal to it counted half: 0.5 is the middle. */
  public double quantile(double x) { return (below(x) + equal(x) / 2.0) / size(); }

  /** Whether {@code x} lies from the smallest value to the largest. */
  public boolean holds(double x) { return min() <= x && x <= max(); }

  /** Whether no training went astray to infinity. */
  public boolean finite() { return values.stream().allMatch(Double::isFinite); }

  private int count(DoublePredicate rule) { return (int) values.stream().mapToDouble(Double::doubleValue).filter(rule).count(); }
}
