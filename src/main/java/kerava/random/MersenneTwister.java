package kerava.random;

/**
 * The 32-bit Mersenne Twister MT19937, seeded as CPython's {@code random.seed(int)} or as NumPy's legacy {@code RandomState(int)}.
 * Source: Matsumoto and Nishimura, 1998; CPython {@code Modules/_randommodule.c}; NumPy {@code random/src/mt19937/mt19937.c}.
 */
public final class MersenneTwister {
  private static final int N = 624, M = 397;

  private final int[] state = new int[N];
  private int index = N;

  private MersenneTwister() {}

  /** As {@code random.seed(seed)}: the words of |seed|, least significant first, through init_by_array. */
  public static MersenneTwister python(long seed) {
    long size = Math.abs(seed);
    int[] words = size >>> 32 == 0 ? new int[] {(int) size} : new int[] {(int) size, (int) (size >>> 32)};
    MersenneTwister twister = new MersenneTwister();
    twister.fill(words);
    return twister;
  }

  /** As {@code numpy.random.RandomState(seed)} for an int of 0 to 2^32 - 1. */
  public static MersenneTwister numpy(long seed) {
    MersenneTwister twister = new MersenneTwister();
    twister.fill((int) seed);
    return twister;
  }

  /** The next 32 random bits. */
  public int next() {
    if (index == N) twist();
    int y = state[index++];
    y ^= y >>> 11;
    y ^= y << 7 & 0x9d2c5680;
    y ^= y << 15 & 0xefc60000;
    return y ^ y >>> 18;
  }

  /** As {@code random.randint(1, 10**9)}: 30 bits at a time until they are below 10**9, plus 1. */
  public int randint() {
    while (true) {
      int bits = next() >>> 2;
      if (bits < 1_000_000_000) return bits + 1;
    }
  }

  private void fill(int seed) {
    state[0] = seed;
    for (int i = 1; i < N; i++) state[i] = 1812433253 * (state[i - 1] ^ state[i - 1] >>> 30) + i;
  }

  private void fill(int[] key) {
    fill(19650218);
    int i = 1;
    for (int k = Math.max(N, key.length), j = 0; k > 0; k--, j = (j + 1) % key.length) {
      state[i] = (state[i] ^ (state[i - 1] ^ state[i - 1] >>> 30) * 1664525) + key[j] + j;
      i = following(i);
    }
    for (int k = N - 1; k > 0; k--) {
      state[i] = (state[i] ^ (state[i - 1] ^ state[i - 1] >>> 30) * 1566083941) - i;
      i = following(i);
    }
    state[0] = 0x80000000;
  }

  private int following(int i) {
    if (i + 1 < N) return i + 1;
    state[0] = state[N - 1];
    return 1;
  }

  private void twist() {
    for (int i = 0; i < N; i++) {
      int y = state[i] & 0x80000000 | state[(i + 1) % N] & 0x7fffffff;
      state[i] = state[(i + M) % N] ^ y >>> 1 ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
    }
    index = 0;
  }
}
