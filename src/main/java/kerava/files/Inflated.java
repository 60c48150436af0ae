package kerava.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;
import kerava.config.Limits;

/** What a decompressor gives, counted against the limits as it comes, so that no small file becomes a huge one. */
public final class Inflated extends FilterInputStream {
  private final LongSupplier compressed;
  private final String where;
  private final Limits limits;
  private long count;

  /** @param compressed how many bytes have gone into the decompressor so far */
  public Inflated(InputStream in, LongSupplier compressed, String where, Limits limits) {
    super(in);
    this.compressed = compressed;
    this.where = where;
    this.limits = limits;
  }

  /** Refuses a part of {@code inflated} bytes that is stored in {@code compressed} ones. */
  static void check(String where, long inflated, long compressed, Limits limits) {
    Limits.check(where, "inflated bytes", inflated, limits.inflatedBytes());
    Limits.check(where, "bytes inflated from " + compressed, inflated, Limits.inflatedPart(compressed, limits.inflation()));
  }

  @Override public int read() throws IOException {
    int b = super.read();
    return b < 0 ? b : counted(1, b);
  }

  @Override public int read(byte[] into, int at, int length) throws IOException {
    int read = super.read(into, at, length);
    return read <= 0 ? read : counted(read, read);
  }

  @Override public long skip(long n) throws IOException {
    return n <= 0 ? 0 : readNBytes((int) Math.min(n, 8192)).length;
  }

  @Override public boolean markSupported() { return false; }

  private int counted(int more, int result) {
    count += more;
    check(where, count, compressed.getAsLong(), limits);
    return result;
  }
}
