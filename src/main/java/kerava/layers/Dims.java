package kerava.layers;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kerava.config.Numbers;

/** Whole numbers, one for each axis of a sample. */
public record Dims(List<Integer> numbers) implements Numbers {
  public Dims { numbers = List.copyOf(numbers); }

  public Dims(int... numbers) { this(IntStream.of(numbers).boxed().toList()); }

  /** Of what a config holds: a list. */
  public static Dims of(Object plain) { return new Dims(Numbers.list(plain)); }

  @Override public List<Integer> plain() { return numbers; }

  @Override public String toString() { return numbers.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")")); }
}
