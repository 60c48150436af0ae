package kerava.layers;

import static kerava.KeravaException.require;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import kerava.config.Numbers;

/** Strings in order, as those of a vocabulary. */
public record Words(List<String> words) implements Numbers {
  public Words {
    require(words.stream().allMatch(Objects::nonNull), "Words: must be strings, got null");
    for (String word : words)
      require(StandardCharsets.UTF_8.newEncoder().canEncode(word), "Words: must be text, got a string with half of a surrogate pair");
    words = List.copyOf(words);
  }

  public Words(String... words) { this(List.of(words)); }

  /** Of what a config holds: a list. A path, for which Keras would read a file, is none. */
  public static Words of(Object plain) {
    require(plain instanceof List<?> list && list.stream().allMatch(String.class::isInstance), "must be a list of strings");
    return new Words(((List<?>) plain).stream().map(String.class::cast).toList());
  }

  @Override public List<String> plain() { return words; }

  @Override public String toString() { return Told.of(words); }
}
