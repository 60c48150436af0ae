package kerava.hdf5;

import java.io.ByteArrayOutputStream;

/** Bytes that are put together, numbers lowest byte first. */
final class LittleEndian {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  LittleEndian u8(int... values) {
    for (int value : values) bytes.write(value);
    return this;
  }

  LittleEndian u16(int value) { return number(value, 2); }

  LittleEndian u32(int value) { return number(value, 4); }

  LittleEndian u64(long value) { return number(value, 8); }

  private LittleEndian number(long value, int size) {
    for (int i = 0; i < size; i++) bytes.write((int) (value >>> 8 * i));
    return this;
  }

  LittleEndian put(byte[] more) {
    bytes.write(more, 0, more.length);
    return this;
  }

  /** {@code more}, followed by zeros up to {@code size}. */
  LittleEndian padded(byte[] more, int size) { return put(more).put(new byte[size - more.length]); }

  LittleEndian checksum() {
    byte[] all = toArray();
    return u32(Lookup3.of(all, all.length));
  }

  int size() { return bytes.size(); }

  byte[] toArray() { return bytes.toByteArray(); }
}
