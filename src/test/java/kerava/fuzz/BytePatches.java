package kerava.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;

/** Patches on a genuine file, at places that are not padding. */
final class BytePatches {
  private static final int MOST = 12;
  private static final long[] VALUES = {0, 1, 2, 3, 7, 8, 0xFF, 0x100, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000L, 0xFFFFFFFFL,
      0x100000000L, Long.MAX_VALUE, Long.MIN_VALUE, -1};

  private BytePatches() {}

  static byte[] apply(byte[] genuine, Program program) {
    byte[] bytes = genuine.clone();
    int[] places = IntStream.range(0, bytes.length).filter(i -> bytes[i] != 0).toArray();
    for (int i = 0; i < MOST && program.goesOn(); i++) {
      int place = places[program.choice(places.length)], kind = program.next();
      if (kind < 64) bytes[place] = (byte) program.next();
      else if (kind < 96) bytes[place] ^= (byte) (1 << kind % 8);
      else if (kind < 160) put(bytes, place, 1 << kind % 4, VALUES[program.choice(VALUES.length)]);
      else if (kind < 208) put(bytes, place, 1 << kind % 4, places[program.choice(places.length)] & ~7);
      else copy(bytes, places[program.choice(places.length)], place, program.next());
    }
    return bytes;
  }

  private static void put(byte[] bytes, int at, int width, long value) {
    byte[] little = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    for (int i = 0; i < width && at + i < bytes.length; i++) bytes[at + i] = little[i];
  }

  private static void copy(byte[] bytes, int from, int to, int length) {
    System.arraycopy(bytes, from, bytes, to, Math.min(length, bytes.length - Math.max(from, to)));
  }
}
