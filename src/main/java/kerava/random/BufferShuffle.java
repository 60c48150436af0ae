package kerava.random;

import java.security.SecureRandom;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The seeds of a dataset's shuffle: each pass over the dataset draws its own, or all have the same. Not for one thread alone.
 * Source: TensorFlow {@code python/data/util/random_seed.py}, {@code core/kernels/data/random_seed_ops.cc}, {@code shuffle_dataset_op.cc}.
 */
public final class BufferShuffle {
  /** What TensorFlow takes for the global seed where nobody has set one. */
  private static final long DEFAULT_GRAPH_SEED = 87654321;
  private static final long LARGEST = Integer.MAX_VALUE;

  private final long seed, seed2;
  /** Null: all passes are alike. */
  private final Philox seeds;

  private BufferShuffle(long seed, long seed2, boolean anew) {
    this.seed = seed;
    this.seed2 = seed2;
    seeds = anew ? new Philox(seed, seed2) : null;
  }

  /**
   * With the global seed and that of this shuffle; {@code seed} null: the next that the global one gives, or, if there is none, any.
   * {@code anew}: each pass has an order of its own.
   */
  public static BufferShuffle of(@Nullable Long seed, boolean anew) {
    OptionalLong global = RandomSeed.current();
    if (global.isEmpty() && seed == null) return new BufferShuffle(new SecureRandom().nextLong(), new SecureRandom().nextLong(), anew);
    long first = truncated(global.orElse(DEFAULT_GRAPH_SEED)), second = truncated(seed != null ? seed : Session.current().operationSeed());
    return new BufferShuffle(first, first == 0 && second == 0 ? LARGEST : second, anew);
  }

  private static long truncated(long seed) { return Math.floorMod(seed, LARGEST); }

  /** What the next pass draws from. */
  public synchronized Picks next() {
    if (seeds == null) return new Picks(new Philox(seed, seed2));
    return new Picks(new Philox(Integer.toUnsignedLong(seeds.next()), Integer.toUnsignedLong(seeds.next())));
  }

  /** The numbers that one pass draws. */
  public static final class Picks {
    private final Philox random;

    private Picks(Philox random) { this.random = random; }

    /** One of 0 .. n-1. */
    public int below(int n) { return Integer.remainderUnsigned(random.next(), n); }
  }
}
