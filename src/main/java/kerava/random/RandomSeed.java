package kerava.random;

import java.security.SecureRandom;
import java.util.OptionalLong;

/**
 * The seed of a program, or of a thread's {@link Session}, as {@code keras.utils.set_random_seed}: from it come the initial weights, the
 * dropout masks and the order of the samples. Without it all of these differ from run to run. Source: Keras {@code utils/rng_utils.py},
 * {@code random/seed_generator.py}.
 */
public final class RandomSeed {
  static final long LIMIT = 1L << 32;

  private RandomSeed() {}

  /** Seeds all that is random from here on; {@code value} in 0 .. 2^32 - 1. */
  public static void set(long value) { set(value, Rules.KERAS_3); }

  /** The same, and what is built from here on follows {@code rules}. */
  public static void set(long value, Rules rules) { Session.current().seed(value, rules); }

  /** What {@link #set} was last given; empty when nothing was. */
  public static OptionalLong current() { return Session.current().seed(); }

  /** The next seed of an initializer or a noise layer, 1 .. 10^9, as Keras's {@code make_default_seed}. */
  public static int draw() { return Session.current().draw(); }

  /** As {@code numpy.random.permutation(n)}, whose global generator {@code set_random_seed} seeds too; each call goes on in its stream. */
  public static int[] permutation(int n) { return Session.current().permutation(n); }

  /** As {@code numpy.random.randint(n)}, of the same stream as {@link #permutation}: one of 0 .. n-1. */
  public static int randint(int n) { return Session.current().randint(n); }

  /** A seed for the order of one epoch: the global seed if there is one, else a new one. */
  public static long forShuffle() {
    return current().orElseGet(() -> new SecureRandom().nextInt(Integer.MAX_VALUE));
  }
}
