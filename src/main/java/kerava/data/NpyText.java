package kerava.data;

import static kerava.FormatException.refuseUnless;

import java.nio.ByteBuffer;
import kerava.files.Utf8;

/**
 * NumPy's strings, all of one size, filled up with zeros: {@code U}, of code points of four bytes, and {@code S}, of bytes, which must be
 * UTF-8 here. Source: NumPy {@code doc/source/reference/arrays.dtypes.rst}.
 */
final class NpyText {
  private static final int POINT = 4;

  private NpyText() {}

  /** Bytes of one element of {@code type}, whose descr without its order is {@code kind}. */
  static int width(NpyType type, String kind) { return Integer.parseInt(kind.substring(1)) * (type == NpyType.TEXT ? POINT : 1); }

  /** The element of {@code width} bytes from {@code from} on, in the order of {@code bytes}; {@code where}: for messages. */
  static String at(NpyType type, ByteBuffer bytes, int from, int width, String where) {
    return type == NpyType.TEXT ? points(bytes, from, width / POINT, where) : utf8(bytes, from, width, where);
  }

  private static String points(ByteBuffer bytes, int from, int most, String where) {
    int length = most;
    while (length > 0 && bytes.getInt(from + POINT * (length - 1)) == 0) length--;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      int point = bytes.getInt(from + POINT * i);
      refuseUnless(Character.isValidCodePoint(point) && !(point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE),
          "%s: must be Unicode, got the code point %s at place %d; save the text again", where, Integer.toUnsignedString(point), i);
      text.appendCodePoint(point);
    }
    return text.toString();
  }

  private static String utf8(ByteBuffer bytes, int from, int most, String where) {
    int length = most;
    while (length > 0 && bytes.get(from + length - 1) == 0) length--;
    byte[] text = new byte[length];
    bytes.get(from, text);
    return Utf8.decode(text, where);
  }

  /** Code points of the longest of {@code strings}, at least 1, as NumPy has it. */
  static int longest(String[] strings) {
    int longest = 1;
    for (String each : strings) longest = Math.max(longest, each.codePointCount(0, each.length()));
    return longest;
  }

  /** {@code text} as {@code length} code points. */
  static void put(String text, int length, ByteBuffer bytes) {
    int[] points = text.codePoints().toArray();
    for (int i = 0; i < length; i++) bytes.putInt(i < points.length ? points[i] : 0);
  }
}
