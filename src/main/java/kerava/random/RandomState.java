package kerava.random;

import static kerava.KeravaException.require;

/**
 * NumPy's legacy generator {@code numpy.random.RandomState(seed)}: one stream of MT19937, so each call goes on where the last one ended.
 * Source: NumPy {@code random/mtrand.pyx} (shuffle, permutation, randint), {@code random/src/distributions/distributions.c}
 * (random_interval).
 */
public final class RandomState {
  private final MersenneTwister bits;

  /** @param seed 0 .. 2^32 - 1, as NumPy takes it */
  public RandomState(long seed) {
    require(seed >= 0 && seed < RandomSeed.LIMIT, "RandomState: the seed must be in 0 .. %d, got %d", RandomSeed.LIMIT - 1, seed);
    bits = MersenneTwister.numpy(seed);
  }

  /** The numbers 0 .. n-1 in a drawn order. Example: {@code new RandomState(42).permutation(5)} gives 1 4 2 0 3. */
  public int[] permutation(int n) {
    require(n >= 0, "RandomState: a permutation needs n of at least 0, got %d", n);
    int[] order = Shuffle.sequence(n);
    for (int i = n - 1; i > 0; i--) {
      int j = upTo(i), kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return order;
  }

  /** One of 0 .. n-1. Example: {@code new RandomState(42).randint(1000)} gives 102. */
  public int randint(int n) {
    require(n >= 1, "RandomState: randint needs n of at least 1, got %d", n);
    return n == 1 ? 0 : upTo(n - 1);
  }

  /** 0 .. max, each as likely: masked draws, thrown away while above max. */
  private int upTo(int max) {
    int mask = -1 >>> Integer.numberOfLeadingZeros(max);
    while (true) {
      int drawn = bits.next() & mask;
      if (drawn <= max) return drawn;
    }
  }
}
