package kerava.layers;

import static kerava.KeravaException.require;

import java.util.List;
import kerava.config.Numbers;

/** The key of a hash by SipHash64: two whole numbers of 64 bits, or one for both. */
public record Salt(long first, long second) implements Numbers {
  public Salt(long both) { this(both, both); }

  /** Of what a config holds: a number, or a list of two. */
  public static Salt of(Object plain) {
    List<Long> numbers = Wholes.of(plain instanceof List<?> ? plain : List.of(plain)).numbers();
    require(numbers.size() == 2 || !(plain instanceof List<?>), "must be a whole number, or a list of two");
    return new Salt(numbers.get(0), numbers.get(numbers.size() - 1));
  }

  @Override public List<Long> plain() { return List.of(first, second); }

  long[] key() { return new long[] {first, second}; }
}
