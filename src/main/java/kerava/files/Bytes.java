package kerava.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Little-endian numbers of a file, unsigned. */
final class Bytes {
  private Bytes() {}

  /** The caller has seen to it that they are there. */
  static ByteBuffer at(Source source, long at, int length) { return source.part(at, length).order(ByteOrder.LITTLE_ENDIAN); }

  static int u16(ByteBuffer bytes, int at) { return Short.toUnsignedInt(bytes.getShort(at)); }

  static long u32(ByteBuffer bytes, int at) { return Integer.toUnsignedLong(bytes.getInt(at)); }
}
