package kerava.layers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.config.Numbers;

/** Between which numbers one is drawn, as it was given: one number f, for -f .. f, or two. */
public record Factor(List<Double> given) implements Numbers {
  public Factor {
    given = List.copyOf(given);
    require(given.size() == 1 || given.size() == 2, "Factor: one number or two, got %d", given.size());
    require(given.stream().allMatch(Double::isFinite), "Factor: must be finite numbers, got %s; leave out what is none", given);
  }

  /** Within {@code -factor .. factor}. */
  public static Factor of(double factor) { return new Factor(List.of(factor)); }

  /** Between the two, in any order. */
  public static Factor of(double first, double second) { return new Factor(List.of(first, second)); }

  /** Of what a config holds: a number, or a list of two. */
  public static Factor of(Object plain) {
    List<?> numbers = plain instanceof List<?> list ? list : List.of(plain);
    require(numbers.stream().allMatch(Number.class::isInstance), "Factor: one number or two, got %s", plain);
    return new Factor(numbers.stream().map(number -> ((Number) number).doubleValue()).toList());
  }

  double lower() { return given.size() == 1 ? -Math.abs(given.get(0)) : Math.min(given.get(0), given.get(1)); }

  double upper() { return given.size() == 1 ? Math.abs(given.get(0)) : Math.max(given.get(0), given.get(1)); }

  /** Refuses what is not within {@code least} and {@code most}; {@code what}: the setting. */
  void check(String who, String what, double least, double most) {
    require(given.stream().allMatch(number -> number >= least && number <= most),
        "%s: %s must be within %s .. %s, got %s; take smaller ones",
        who, what, least, most, this);
  }

  @Override public Object plain() { return given.size() == 1 ? given.get(0) : given; }

  @Override public String toString() { return plain().toString(); }
}
