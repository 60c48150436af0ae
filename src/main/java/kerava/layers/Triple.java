package kerava.layers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.config.Numbers;

/** A size or a step along the three axes of a volume, each at least 1. */
public record Triple(int depth, int height, int width) implements Extent {
  public Triple {
    require(depth >= 1 && height >= 1 && width >= 1, "Triple: all numbers must be at least 1, got %d, %d and %d", depth, height, width);
  }

  /** The same along all. */
  public Triple(int all) { this(all, all, all); }

  /** Of what a config holds: a number, or a list of three. */
  public static Triple of(Object plain) {
    List<Integer> numbers = Numbers.list(plain);
    require(plain instanceof Integer || numbers.size() == 3, "Triple: one number or three, got %s", plain);
    return new Triple(numbers.get(0), numbers.get(numbers.size() / 2), numbers.get(numbers.size() - 1));
  }

  @Override public List<Integer> plain() { return List.of(depth, height, width); }

  @Override public int[] toArray() { return new int[] {depth, height, width}; }

  @Override public String toString() { return "(" + depth + ", " + height + ", " + width + ")"; }
}
