package kerava.random;

/**
 * The counter-based generator Philox4x32-10 as TensorFlow's stateful kernels seed it: key = seed, counter = (0, 0, seed2).
 * Source: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011; TensorFlow {@code core/lib/random/philox_random.h}.
 */
final class Philox {
  private static final long M0 = 0xD2511F53L, M1 = 0xCD9E8D57L;
  private static final int W0 = 0x9E3779B9, W1 = 0xBB67AE85, ROUNDS = 10;

  private final int[] counter, key, block = new int[4];
  private int used = 4;

  Philox(long seed, long seed2) {
    key = new int[] {(int) seed, (int) (seed >>> 32)};
    counter = new int[] {0, 0, (int) seed2, (int) (seed2 >>> 32)};
  }

  /** The next 32 random bits. */
  int next() {
    if (used == 4) refill();
    return block[used++];
  }

  /** The next number is the first of a block of four. */
  void skipRest() { used = 4; }

  private void refill() {
    System.arraycopy(counter, 0, block, 0, 4);
    for (int round = 0, k0 = key[0], k1 = key[1]; round < ROUNDS; round++, k0 += W0, k1 += W1) {
      long p0 = M0 * (block[0] & 0xffffffffL), p1 = M1 * (block[2] & 0xffffffffL);
      int b0 = (int) (p1 >>> 32) ^ block[1] ^ k0, b2 = (int) (p0 >>> 32) ^ block[3] ^ k1;
      block[0] = b0;
      block[1] = (int) p1;
      block[2] = b2;
      block[3] = (int) p0;
    }
    for (int i = 0; i < 4 && ++counter[i] == 0; i++) {}
    used = 0;
  }
}
