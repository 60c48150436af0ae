package kerava.layers;

import static kerava.KeravaException.require;

import java.util.List;
import java.util.stream.LongStream;
import kerava.config.Numbers;

/** Whole numbers of 64 bits in order, as those of a vocabulary. */
public record Wholes(List<Long> numbers) implements Numbers {
  public Wholes { numbers = List.copyOf(numbers); }

  public Wholes(long... numbers) { this(LongStream.of(numbers).boxed().toList()); }

  /** Of what a config holds: a list. */
  public static Wholes of(Object plain) {
    require(plain instanceof List<?> list && list.stream().allMatch(each -> each instanceof Integer || each instanceof Long),
        "must be a list of whole numbers");
    return new Wholes(((List<?>) plain).stream().map(each -> ((Number) each).longValue()).toList());
  }

  @Override public List<Long> plain() { return numbers; }

  @Override public String toString() { return Told.of(numbers); }
}
