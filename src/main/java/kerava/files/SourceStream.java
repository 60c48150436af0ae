package kerava.files;

import java.io.InputStream;
import java.nio.ByteBuffer;

/** A part of a source, from its beginning to its end. */
final class SourceStream extends InputStream {
  private final Source source;
  private final long end;
  private long next;

  SourceStream(Source source, long at, long length) {
    this.source = source;
    this.next = at;
    this.end = at + length;
  }

  @Override public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override public int read(byte[] into, int at, int length) {
    if (length == 0) return 0;
    int count = (int) Math.min(length, end - next);
    if (count == 0) return -1;
    source.read(next, ByteBuffer.wrap(into, at, count));
    next += count;
    return count;
  }
}
