package kerava.files;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import kerava.FormatException;

/** Text as bytes, with one reading only: no other encoding is guessed, and nothing is replaced. */
public final class Utf8 {
  private Utf8() {}

  /** The text that {@code bytes} are; refuses overlong forms, halves of surrogate pairs and all else that is not UTF-8. */
  public static String decode(byte[] bytes, String where) { return decode(ByteBuffer.wrap(bytes), where); }

  public static String decode(ByteBuffer bytes, String where) {
    int begin = bytes.position();
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new FormatException(String.format("%s: must be UTF-8, got other bytes from byte %d on; save it as UTF-8", where,
          bytes.position() - begin), e);
    }
  }

  /** Fit for a message, whatever it is. */
  static String printable(byte[] bytes) { return FormatException.printable(new String(bytes, StandardCharsets.UTF_8)); }
}
