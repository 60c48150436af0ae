package kerava.files;

import static kerava.KeravaException.require;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import kerava.KeravaException;
import kerava.config.Limits;

/**
 * What a file is to hold. It is asked more than once, to write and to compare, and must give the same bytes each time; so nothing need be
 * kept.
 */
public interface Content {
  /** @param out is neither flushed nor closed */
  void writeTo(OutputStream out) throws IOException;

  /** Writes to a stream of the caller's, which is flushed and left open. */
  default void sendTo(OutputStream out, String name) {
    try {
      OutputStream buffered = new BufferedOutputStream(out, 1 << 16);
      writeTo(buffered);
      buffered.flush();
    } catch (IOException e) {
      throw new KeravaException(name + ": cannot be written (" + e + "); check where it leads", e);
    }
  }

  /** In an array of the right size from the beginning: it is counted first. */
  default byte[] bytes(String name) {
    long size = new Sum(this).size();
    require(size <= Limits.LONGEST_ARRAY, "%s: an array holds up to %d bytes, got %d; write to a file or a stream", name,
        Limits.LONGEST_ARRAY, size);
    Whole whole = new Whole((int) size);
    try {
      writeTo(whole);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return whole.bytes();
  }

  /** An array that is full in the end, and so need not be copied. */
  final class Whole extends ByteArrayOutputStream {
    private Whole(int size) { super(size); }

    private byte[] bytes() { return count == buf.length ? buf : toByteArray(); }
  }
}
