package kerava.random;

import static kerava.KeravaException.require;

import java.security.SecureRandom;
import java.util.OptionalLong;

/**
 * The one seed of a program, as {@code keras.utils.set_random_seed}: from it come the initial weights, the dropout masks and the order of the
 * samples. Without it all of these differ from run to run. Source: Keras {@code utils/rng_utils.py}, {@code random/seed_generator.py}.
 */
public final class RandomSeed {
  static final long LIMIT = 1L << 32;

  private static MersenneTwister draws = MersenneTwister.python(new SecureRandom().nextLong() >>> 1);
  private static RandomState numpy = new RandomState(new SecureRandom().nextInt(Integer.MAX_VALUE));
  private static OptionalLong seed = OptionalLong.empty();

  private RandomSeed() {}

  /** Seeds all that is random from here on; {@code value} in 0 .. 2^32 - 1. */
  public static synchronized void set(long value) {
    require(value >= 0 && value < LIMIT, "RandomSeed: the seed must be in 0 .. %d, got %d", LIMIT - 1, value);
    draws = MersenneTwister.python(value);
    numpy = new RandomState(value);
    seed = OptionalLong.of(value);
  }

  /** What {@link #set} was last given; empty when nothing was. */
  public static synchronized OptionalLong current() { return seed; }

  /** The next seed of an initializer or a noise layer, 1 .. 10^9, as Keras's {@code make_default_seed}. */
  public static synchronized int draw() {
    return draws.randint();
  }

  /** As {@code numpy.random.permutation(n)}, whose global generator {@code set_random_seed} seeds too; each call goes on in its stream. */
  public static synchronized int[] permutation(int n) {
    return numpy.permutation(n);
  }

  /** A seed for the order of one epoch: the global seed if there is one, else a new one. */
  public static long forShuffle() {
    return current().orElseGet(() -> new SecureRandom().nextInt(Integer.MAX_VALUE));
  }
}
