package kerava.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes that are read through it. */
final class Counted extends FilterInputStream {
  private long count;

  Counted(InputStream in) { super(in); }

  long count() { return count; }

  @Override public int read() throws IOException {
    int b = super.read();
    if (b >= 0) count++;
    return b;
  }

  @Override public int read(byte[] into, int at, int length) throws IOException {
    int read = super.read(into, at, length);
    if (read > 0) count += read;
    return read;
  }

  @Override public long skip(long n) throws IOException {
    return n <= 0 ? 0 : readNBytes((int) Math.min(n, 8192)).length;
  }

  @Override public boolean markSupported() { return false; }
}
