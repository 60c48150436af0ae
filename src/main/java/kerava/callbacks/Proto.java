package kerava.callbacks;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A message in the wire format of Protocol Buffers, field by field: {@code number} as in the .proto file. */
final class Proto {
  private static final int VARINT = 0, FIXED64 = 1, BYTES = 2;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** An int32, int64 or enum, not negative. */
  Proto whole(int number, long value) {
    varint((long) number << 3 | VARINT);
    varint(value);
    return this;
  }

  Proto real(int number, double value) {
    varint((long) number << 3 | FIXED64);
    out.writeBytes(ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN).putDouble(value).array());
    return this;
  }

  Proto bytes(int number, byte[] value) {
    varint((long) number << 3 | BYTES);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  Proto text(int number, String value) { return bytes(number, value.getBytes(StandardCharsets.UTF_8)); }

  Proto message(int number, Proto value) { return bytes(number, value.toBytes()); }

  private void varint(long value) {
    long left = value;
    for (; left >= 0x80; left >>>= 7) out.write((int) (left & 0x7f | 0x80));
    out.write((int) left);
  }

  byte[] toBytes() { return out.toByteArray(); }
}
