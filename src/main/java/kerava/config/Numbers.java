package kerava.config;

import static kerava.KeravaException.require;

import java.util.List;

/** A small record that Keras's configs hold as a number or as a list of numbers. */
public interface Numbers {
  /** What a config holds: an Integer, or a list of what this may be. */
  Object plain();

  /** The numbers of what a config holds: of one number itself. */
  static List<Integer> list(Object plain) {
    if (plain instanceof Integer one) return List.of(one);
    require(plain instanceof List<?> list && list.stream().allMatch(Integer.class::isInstance), "must be a whole number or a list of them");
    return ((List<?>) plain).stream().map(Integer.class::cast).toList();
  }

  /**
   * The two numbers of what a config holds, a number or a list of two; else what {@code rule} says, with what {@code got} fills into it.
   */
  static List<Integer> two(Object plain, String rule, Object... got) {
    List<Integer> numbers = list(plain);
    require(plain instanceof Integer || numbers.size() == 2, rule, got);
    return List.of(numbers.get(0), numbers.get(numbers.size() - 1));
  }
}
