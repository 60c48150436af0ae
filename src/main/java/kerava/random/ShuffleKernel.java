package kerava.random;

/**
 * One kernel of TensorFlow's RandomShuffle: each call goes on in its stream of random bits, at a block of four numbers of its own.
 * Source: TensorFlow {@code core/kernels/random_shuffle_op.cc}.
 */
public final class ShuffleKernel {
  private final Philox random;

  /** For the global seed {@code seed}. */
  public ShuffleKernel(long seed) {
    // TensorFlow reads the pair (0, 0) as "draw a seed", so for seed 0 its get_seed gives (0, 2^31 - 1).
    random = new Philox(seed % Integer.MAX_VALUE, seed % Integer.MAX_VALUE == 0 ? Integer.MAX_VALUE : 0);
  }

  /** The next permutation of 0 .. n-1. Example 1: seed 42, n 10 gives 3 8 7 5 2 0 1 6 9 4, then 1 9 5 3 4 7 0 2 6 8. */
  public int[] order(int n) {
    int[] order = Shuffle.sequence(n);
    shuffle(order, 0, n);
    return order;
  }

  /** Permutes the numbers from {@code from} to before {@code to}. */
  public void shuffle(int[] numbers, int from, int to) {
    for (int i = from; i + 1 < to; i++) {
      int j = i + Integer.remainderUnsigned(random.next(), to - i), kept = numbers[i];
      numbers[i] = numbers[j];
      numbers[j] = kept;
    }
    random.skipRest();
  }
}
