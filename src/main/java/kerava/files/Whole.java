package kerava.files;

import static kerava.FormatException.refuseUnless;

import java.io.IOException;
import java.io.InputStream;

/** All bytes of a stream, in one array and with no second copy of them: streams take room for as many bytes as they are asked for. */
public final class Whole {
  private static final int AT_ONCE = 1 << 16;

  private Whole() {}

  /** @param size how many bytes {@code in} must give, checked against the limits before */
  public static byte[] read(InputStream in, int size, String where) throws IOException {
    byte[] bytes = new byte[size];
    int length = 0;
    for (int got = 1; got > 0; length += Math.max(got, 0)) got = in.read(bytes, length, Math.min(AT_ONCE, size - length));
    refuseUnless(length == size && in.read() < 0, "%s: must have %d bytes, got %s; it is damaged, or changed while it was read", where,
        size,
        length == size ? "more" : length);
    return bytes;
  }
}
