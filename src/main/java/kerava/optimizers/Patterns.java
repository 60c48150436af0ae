package kerava.optimizers;

import static kerava.KeravaException.require;

import java.util.List;
import java.util.Objects;
import kerava.config.Numbers;

/**
 * Patterns that Python's {@code re.search} looks for in the paths of weights, of those that need no going back: letters and other
 * characters that stand for themselves, {@code .}, {@code [a-z]}, {@code [^a-z]}, {@code \d}, {@code \w}, each perhaps with {@code *},
 * {@code +} or {@code ?} behind it, {@code ^} at the beginning, {@code $} at the end, and {@code |} between others.
 * {@code new Patterns("dense_[12]/")} is found in "sequential/dense_1/kernel". Groups and counts in braces are refused: their search may
 * take for ever.
 *
 * @param texts none empty, together at most 10,000 characters
 */
public record Patterns(List<String> texts) implements Numbers {
  /** A search takes time in proportion, and a file may hold them. */
  private static final int MOST = 10_000;

  public Patterns {
    for (String text : texts) require(text != null && !text.isEmpty(), "pattern: must be a string that is not empty, got %s", text);
    int all = texts.stream().mapToInt(String::length).sum();
    require(all <= MOST, "patterns: must have at most %d characters together, got %d", MOST, all);
    texts = List.copyOf(texts);
    texts.forEach(Pattern::of);
  }

  public Patterns(String... texts) { this(List.of(texts)); }

  /** Of what a config holds: a list. */
  public static Patterns of(Object plain) {
    boolean strings = plain instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
    require(strings, "must be a list of strings");
    return new Patterns(((List<?>) plain).stream().map(Objects::toString).toList());
  }

  @Override public List<String> plain() { return texts; }

  /** Whether one of them is found in {@code text}. */
  public boolean find(String text) { return texts.stream().anyMatch(pattern -> Pattern.of(pattern).find(text)); }

  @Override public String toString() { return texts.toString(); }
}
