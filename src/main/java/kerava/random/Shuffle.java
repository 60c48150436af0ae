package kerava.random;

/**
 * The order in which {@code fit} visits the samples: TensorFlow's RandomShuffle of 0 .. n-1 from a fresh kernel, so every epoch and every fit
 * of one seed has the same order. Source: TensorFlow {@code core/kernels/random_shuffle_op.cc}, Keras {@code array_data_adapter.py}.
 */
public final class Shuffle {
  private Shuffle() {}

  /** The permutation of 0 .. n-1 for the global seed {@code seed}. Example 1: seed 42, n 10 gives 3 8 7 5 2 0 1 6 9 4. */
  public static int[] order(long seed, int n) {
    // TensorFlow reads the pair (0, 0) as "draw a seed", so for seed 0 its get_seed gives (0, 2^31 - 1).
    Philox random = new Philox(seed % Integer.MAX_VALUE, seed % Integer.MAX_VALUE == 0 ? Integer.MAX_VALUE : 0);
    int[] order = sequence(n);
    for (int i = 0; i + 1 < n; i++) {
      int j = i + Integer.remainderUnsigned(random.next(), n - i), kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return order;
  }

  /** 0 .. n-1, the order without shuffling. */
  public static int[] sequence(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) order[i] = i;
    return order;
  }
}
