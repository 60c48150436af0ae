package kerava.random;

/**
 * The order in which {@code fit} visits the samples: TensorFlow's RandomShuffle of 0 .. n-1 from a fresh kernel, so every epoch and every
 * fit of one seed has the same order. Source: TensorFlow {@code core/kernels/random_shuffle_op.cc}, Keras {@code array_data_adapter.py}.
 */
public final class Shuffle {
  private Shuffle() {}

  /** The permutation of 0 .. n-1 for the global seed {@code seed}. Example 1: seed 42, n 10 gives 3 8 7 5 2 0 1 6 9 4. */
  public static int[] order(long seed, int n) { return new ShuffleKernel(seed).order(n); }

  /** 0 .. n-1, the order without shuffling. */
  public static int[] sequence(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) order[i] = i;
    return order;
  }
}
