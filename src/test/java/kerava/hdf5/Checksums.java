package kerava.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Makes the checksums of a changed HDF5 file right again, as an attacker would (HDF5 File Format Specification 3.0, sections II to IV). */
public final class Checksums {
  private static final int SUPERBLOCK = 44, TREE = 34, HEAP = 142, CHUNKS = 24;

  private Checksums() {}

  /** Changes {@code bytes} and gives them back. */
  public static byte[] mend(byte[] bytes) {
    if (bytes.length > SUPERBLOCK + 4 && Hdf5File.begins(bytes) && bytes[8] >= 2) put(bytes, 0, SUPERBLOCK);
    for (int at = 0; at + 12 < bytes.length; at++) {
      int length = length(bytes, at);
      if (length > 0 && length <= bytes.length - at - 4) put(bytes, at, length);
    }
    return bytes;
  }

  /** How many bytes from {@code at} on the checksum behind them covers; negative if there is none. */
  private static int length(byte[] bytes, int at) {
    if (bytes[at] == 'O' && bytes[at + 1] == 'H' && bytes[at + 2] == 'D' && bytes[at + 3] == 'R') return header(bytes, at);
    if (bytes[at] == 'B' && bytes[at + 1] == 'T' && bytes[at + 2] == 'H' && bytes[at + 3] == 'D') return TREE;
    if (bytes[at] == 'F' && bytes[at + 1] == 'R' && bytes[at + 2] == 'H' && bytes[at + 3] == 'P') return HEAP;
    return bytes[at] == 'F' && bytes[at + 1] == 'A' && bytes[at + 2] == 'H' && bytes[at + 3] == 'D' ? CHUNKS : -1;
  }

  private static int header(byte[] bytes, int at) {
    int flags = bytes[at + 5], prefix = 6 + ((flags & 0x20) == 0 ? 0 : 16) + ((flags & 0x10) == 0 ? 0 : 4), width = 1 << (flags & 3);
    if (at + prefix + width > bytes.length || width == 8) return -1;
    long size = ByteBuffer.wrap(Arrays.copyOf(Arrays.copyOfRange(bytes, at + prefix, at + prefix + width), 8))
        .order(ByteOrder.LITTLE_ENDIAN).getLong();
    return (int) Math.min(prefix + width + size, Integer.MAX_VALUE);
  }

  private static void put(byte[] bytes, int from, int length) {
    int sum = Lookup3.of(Arrays.copyOfRange(bytes, from, from + length), length);
    for (int i = 0; i < 4; i++) bytes[from + length + i] = (byte) (sum >>> 8 * i);
  }
}
