package kerava.fuzz;

/** Fuzzed bytes taken for a list of small decisions; at their end all are zero. */
final class Program {
  private final byte[] bytes;
  private int at;

  Program(byte[] bytes) { this.bytes = bytes; }

  boolean goesOn() { return at < bytes.length; }

  int next() { return goesOn() ? bytes[at++] & 0xFF : 0; }

  /** One of {@code count}. */
  int choice(int count) {
    return (count <= 256 ? next() : count <= 65536 ? next() << 8 | next() : next() << 16 | next() << 8 | next()) % count;
  }

  byte[] take(int count) {
    byte[] taken = new byte[count];
    for (int i = 0; i < count; i++) taken[i] = (byte) next();
    return taken;
  }

  byte[] rest() { return take(bytes.length - at); }
}
