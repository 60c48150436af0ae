package kerava.layers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.config.Numbers;

/** Two numbers, the lower one first: what is drawn lies between them. */
public record Between(double lower, double upper) implements Numbers {
  public Between {
    require(Double.isFinite(lower) && Double.isFinite(upper) && lower <= upper,
        "Between: two finite numbers, the lower one first, got %s and %s; exchange them", lower, upper);
  }

  /** Of what a config holds: a list of two numbers, in any order. */
  public static Between of(Object plain) {
    require(plain instanceof List<?> list && list.size() == 2 && list.stream().allMatch(Number.class::isInstance),
        "Between: two numbers, got %s", plain);
    double first = ((Number) ((List<?>) plain).get(0)).doubleValue(), second = ((Number) ((List<?>) plain).get(1)).doubleValue();
    return new Between(Math.min(first, second), Math.max(first, second));
  }

  double width() { return upper - lower; }

  /** Refuses what is not within {@code least} and {@code most}; {@code what}: the setting. */
  void check(String who, String what, double least, double most) {
    require(lower >= least && upper <= most, "%s: %s must be within %s .. %s, got %s; take smaller ones", who, what, least, most, this);
  }

  @Override public List<Double> plain() { return List.of(lower, upper); }

  @Override public String toString() { return "(" + lower + ", " + upper + ")"; }
}
