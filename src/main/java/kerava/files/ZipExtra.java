package kerava.files;

import static kerava.FormatException.refuseUnless;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * The extra fields of a zip archive's headers. Of meaning are the wide numbers of zip64 and another spelling of the name; times and owners
 * are not.
 */
final class ZipExtra {
  private static final int ZIP64 = 0x0001, UNICODE_NAME = 0x7075, NAME_AT = 5;
  private static final long WIDE = 0xFFFFFFFFL;

  private ZipExtra() {}

  /** By number; refuses a name that is not {@code name}. */
  static Map<Integer, ByteBuffer> read(ByteBuffer all, String name, String where) {
    Map<Integer, ByteBuffer> fields = new HashMap<>();
    for (int at = 0; at < all.limit();) {
      boolean begun = all.limit() - at >= 4;
      int length = begun ? Bytes.u16(all, at + 2) : 0;
      refuseUnless(begun && all.limit() - at - 4 >= length, "%s: its extra fields must fill the room that they have; save the file again",
          where);
      ByteBuffer earlier = fields.put(Bytes.u16(all, at), all.slice(at + 4, length).order(ByteOrder.LITTLE_ENDIAN));
      refuseUnless(earlier == null, "%s: an extra field must be there once, got %04x twice; save the file again", where,
          Bytes.u16(all, at));
      at += 4 + length;
    }
    ByteBuffer other = fields.get(UNICODE_NAME);
    if (other != null) checkName(other, name, where);
    return fields;
  }

  private static void checkName(ByteBuffer field, String name, String where) {
    byte[] bytes = new byte[Math.max(0, field.limit() - NAME_AT)];
    field.get(Math.min(NAME_AT, field.limit()), bytes);
    refuseUnless(name.equals(Utf8.decode(bytes, where + ": its other name")),
        "%s: must have one name, got another in an extra field; save the file again",
        where);
  }

  /**
   * {@code values} with those that are too wide for them in their place: these stand in the field of zip64, in this order, and no others.
   */
  static long[] wide(Map<Integer, ByteBuffer> fields, String where, long... values) {
    ByteBuffer field = fields.get(ZIP64);
    int at = 0;
    for (int i = 0; i < values.length && field != null; i++) {
      if (values[i] != WIDE) continue;
      refuseUnless(field.limit() - at >= Long.BYTES && field.getLong(at) >= 0, "%s: its zip64 field is damaged; save the file again",
          where);
      values[i] = field.getLong(at);
      at += Long.BYTES;
    }
    refuseUnless(field == null || at == field.limit(),
        "%s: its zip64 field must hold the numbers that its header has no room for, got %d bytes for %d; save the file again",
        where, field == null ? 0 : field.limit(), at);
    return values;
  }
}
