package kerava.hdf5;

/** Bob Jenkins's hash lookup3 (hashlittle, 2006) with the start value 0: HDF5's checksum of its structures. */
final class Lookup3 {
  private int a, b, c;

  private Lookup3() {}

  static int of(byte[] bytes, int length) {
    Lookup3 state = new Lookup3();
    state.a = state.b = state.c = 0xDEADBEEF + length;
    int at = 0;
    for (; length - at > 12; at += 12) {
      state.add(bytes, at, 12);
      state.mix();
    }
    if (at == length) return state.c;
    state.add(bytes, at, length - at);
    state.end();
    return state.c;
  }

  /** Adds up to 12 bytes, the first four to a, in little-endian order. */
  private void add(byte[] bytes, int at, int count) {
    for (int i = 0; i < count; i++) {
      int value = (bytes[at + i] & 0xFF) << 8 * (i & 3);
      if (i < 4) a += value;
      else if (i < 8) b += value;
      else c += value;
    }
  }

  private void mix() {
    a = a - c ^ Integer.rotateLeft(c, 4);
    c += b;
    b = b - a ^ Integer.rotateLeft(a, 6);
    a += c;
    c = c - b ^ Integer.rotateLeft(b, 8);
    b += a;
    a = a - c ^ Integer.rotateLeft(c, 16);
    c += b;
    b = b - a ^ Integer.rotateLeft(a, 19);
    a += c;
    c = c - b ^ Integer.rotateLeft(b, 4);
    b += a;
  }

  private void end() {
    c = (c ^ b) - Integer.rotateLeft(b, 14);
    a = (a ^ c) - Integer.rotateLeft(c, 11);
    b = (b ^ a) - Integer.rotateLeft(a, 25);
    c = (c ^ b) - Integer.rotateLeft(b, 16);
    a = (a ^ c) - Integer.rotateLeft(c, 4);
    b = (b ^ a) - Integer.rotateLeft(a, 14);
    c = (c ^ b) - Integer.rotateLeft(b, 24);
  }
}
