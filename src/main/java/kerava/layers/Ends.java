package kerava.layers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.config.Numbers;

/** Steps at the begin and at the end of a sequence, none negative. */
public record Ends(int first, int last) implements Numbers {
  public Ends { require(first >= 0 && last >= 0, "Ends: none may be negative, got %d and %d", first, last); }

  /** The same at both. */
  public Ends(int both) { this(both, both); }

  /** Of what a config holds: a number, or a list of two. */
  public static Ends of(Object plain) {
    List<Integer> numbers = Numbers.two(plain, "Ends: one number or two, got %s", plain);
    return new Ends(numbers.get(0), numbers.get(1));
  }

  @Override public List<Integer> plain() { return List.of(first, last); }

  int[] toArray() { return new int[] {first, last}; }

  @Override public String toString() { return "(" + first + ", " + last + ")"; }
}
