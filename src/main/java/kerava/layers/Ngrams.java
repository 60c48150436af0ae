package kerava.layers;

import static kerava.KeravaException.require;

import java.util.List;
import java.util.stream.IntStream;
import kerava.config.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * How many neighbouring tokens are joined into one: all numbers up to {@code most}, or those of {@code numbers}, in order; the other one is
 * null. Source: Keras {@code layers/preprocessing/text_vectorization.py}.
 */
public record Ngrams(@Nullable Integer most, @Nullable List<Integer> numbers) implements Numbers {
  public Ngrams {
    numbers = numbers == null ? null : List.copyOf(numbers);
    require((most == null) != (numbers == null), "Ngrams: must be a number or a list of them, got %s and %s", most, numbers);
    require(most == null || most >= 1, "Ngrams: must be at least 1, got %s; take 2 for pairs", most);
    require(numbers == null || !numbers.isEmpty() && numbers.stream().allMatch(each -> each >= 1),
        "Ngrams: must be numbers of at least 1, got %s; take 2 for pairs", numbers);
  }

  /** All numbers from 1 to {@code most}. */
  public static Ngrams upTo(int most) { return new Ngrams(most, null); }

  /** These numbers alone. */
  public static Ngrams of(int... numbers) { return new Ngrams(null, IntStream.of(numbers).boxed().toList()); }

  /** Of what a config holds: a number or a list. */
  public static Ngrams of(Object plain) { return plain instanceof Integer most ? upTo(most) : new Ngrams(null, Numbers.list(plain)); }

  List<Integer> widths() { return most == null ? numbers : IntStream.rangeClosed(1, most).boxed().toList(); }

  @Override public Object plain() { return most == null ? numbers : most; }

  @Override public String toString() { return plain().toString(); }
}
