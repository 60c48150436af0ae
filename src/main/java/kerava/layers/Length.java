package kerava.layers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.config.Numbers;

/** A size or a step along the one axis of sequences, at least 1. */
public record Length(int steps) implements Extent {
  public Length { require(steps >= 1, "Length: must be at least 1, got %d", steps); }

  /** Of what a config holds: a number, or a list of one. */
  public static Length of(Object plain) {
    List<Integer> numbers = Numbers.list(plain);
    require(numbers.size() == 1, "Length: one number, got %s", plain);
    return new Length(numbers.get(0));
  }

  @Override public List<Integer> plain() { return List.of(steps); }

  @Override public int[] toArray() { return new int[] {steps}; }

  @Override public String toString() { return "(" + steps + ")"; }
}
