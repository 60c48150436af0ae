package kerava.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * The first bytes of a file, and its last.
 *
 * @param name of the file
 * @param isHdf5 whether HDF5 begins with the file, or behind a block of the user's
 * @param text the first bytes, one character each, in lower case and without white space in front
 */
record Beginning(String name, long size, byte[] first, byte[] last, boolean isHdf5, String text) {
  private static final int FIRST = 1 << 10, LAST = 8, TABLE_ROWS = 2;
  private static final long LONGEST_HEADER = 100_000_000;

  static Beginning of(Source source, String name) {
    int first = (int) Math.min(FIRST, source.size()), last = (int) Math.min(LAST, source.size());
    return of(name, source.size(), read(source, 0, first), read(source, source.size() - last, last),
        !Signatures.hdf5(source).isEmpty());
  }

  static Beginning of(String text) {
    byte[] bytes = text.substring(0, Math.min(FIRST, text.length())).getBytes(StandardCharsets.UTF_8);
    return of("", text.length(), bytes, new byte[0], false);
  }

  private static Beginning of(String name, long size, byte[] first, byte[] last, boolean isHdf5) {
    return new Beginning(name, size, first, last, isHdf5,
        new String(first, StandardCharsets.ISO_8859_1).stripLeading().toLowerCase(Locale.ROOT));
  }

  private static byte[] read(Source source, long at, int length) {
    byte[] bytes = new byte[length];
    source.read(at, ByteBuffer.wrap(bytes));
    return bytes;
  }

  /** White space in front of a text, and its case, do not matter. */
  static Predicate<Beginning> begins(String... texts) {
    return seen -> Arrays.stream(texts).anyMatch(text -> seen.text.startsWith(text.toLowerCase(Locale.ROOT)));
  }

  /** Each of {@code numbers} in hexadecimal digits. */
  static Predicate<Beginning> hex(String... numbers) {
    return seen -> Arrays.stream(numbers).map(Beginning::bytes).anyMatch(bytes -> seen.at(0, bytes));
  }

  private static byte[] bytes(String hex) { return HexFormat.of().parseHex(hex.replace(" ", "")); }

  boolean at(int place, String text) { return at(place, text.getBytes(StandardCharsets.ISO_8859_1)); }

  private boolean at(int place, byte[] bytes) {
    return first.length >= place + bytes.length && Arrays.equals(first, place, place + bytes.length, bytes, 0, bytes.length);
  }

  boolean endsAs(String hex) { return Arrays.equals(last, bytes(hex)); }

  /** The length of a header in JSON, then that. */
  boolean isSafetensors() {
    long length = first.length < 9 ? 0 : ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    return length > 1 && length < LONGEST_HEADER && at(8, "{");
  }

  /** A protocol buffer whose first field is ONNX's version, from 3 on, and whose second names the program that made it. */
  boolean isOnnx() {
    if (name.endsWith(".onnx")) return true;
    boolean named =
        first.length > 8 && first[0] == 8 && first[1] >= 3 && first[1] < 20 && first[2] == 0x12 && first[3] > 1 && first[3] < 100;
    for (int i = 4; named && i < Math.min(first.length, 4 + first[3]); i++) named = first[i] >= ' ' && first[i] < 0x7F;
    return named;
  }

  boolean isBitmap() { return at(0, "BM") && first.length > 26 && first[6] == 0 && first[7] == 0 && first[8] == 0 && first[9] == 0; }

  boolean isZero() {
    for (byte b : first) if (b != 0) return false;
    return true;
  }

  /** ASCII with zeros between, as UTF-16 and UTF-32 have it. */
  boolean isWideText() {
    return first.length >= 4
        && (first[0] == '{' || first[0] == '"' || first[0] == '[' ? first[1] == 0 : first[0] == 0 && (first[1] == '{' || first[3] == '{'));
  }

  boolean isText() {
    for (byte b : first) if (b >= 0 && b < ' ' && !Character.isWhitespace(b) || b == 0x7F) return false;
    return true;
  }

  /** Rows of as many cells, of which the first may be names. */
  boolean isTable() {
    String[] rows = text.split("\r?\n|\r");
    if (!isText() || rows.length < TABLE_ROWS) return false;
    for (String separator : new String[] {",", ";", "\t"}) {
      int cells = rows[0].split(separator, -1).length;
      if (cells > 1 && rows[1].split(separator, -1).length == cells && rows[1].chars().anyMatch(Character::isDigit)) return true;
    }
    return false;
  }
}
