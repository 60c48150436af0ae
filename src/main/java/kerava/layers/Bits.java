package kerava.layers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.config.Numbers;

/** How many bits of eight are kept: at least {@code least}, and less than {@code most} unless both are one. */
public record Bits(int least, int most) implements Numbers {
  public Bits {
    require(least >= 1 && least <= most && most <= 8, "Bits: two numbers within 1 .. 8, the lower one first, got %d and %d; take others",
        least, most);
  }

  /** Of what a config holds: a list of two whole numbers, in any order. */
  public static Bits of(Object plain) {
    List<Integer> two = Numbers.two(plain, "Bits: two whole numbers, got %s", plain);
    return new Bits(Math.min(two.get(0), two.get(1)), Math.max(two.get(0), two.get(1)));
  }

  @Override public List<Integer> plain() { return List.of(least, most); }

  @Override public String toString() { return "(" + least + ", " + most + ")"; }
}
