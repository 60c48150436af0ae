package kerava.layers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.config.Numbers;

/** A size or a step along the two axes of an image, each at least 1. */
public record Pair(int height, int width) implements Extent {
  public Pair { require(height >= 1 && width >= 1, "Pair: both numbers must be at least 1, got %d and %d", height, width); }

  /** The same along both. */
  public Pair(int both) { this(both, both); }

  /** Of what a config holds: a number, or a list of two. */
  public static Pair of(Object plain) {
    List<Integer> numbers = Numbers.two(plain, "Pair: one number or two, got %s", plain);
    return new Pair(numbers.get(0), numbers.get(1));
  }

  @Override public List<Integer> plain() { return List.of(height, width); }

  @Override public int[] toArray() { return new int[] {height, width}; }

  @Override public String toString() { return "(" + height + ", " + width + ")"; }
}
