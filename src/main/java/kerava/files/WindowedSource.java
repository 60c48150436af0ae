package kerava.files;

import static kerava.FormatException.refuseUnless;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import kerava.KeravaException;

/**
 * Small parts are taken from a window that moves over the file: they mostly lie side by side. It is small, for a hostile file may ask for
 * parts from all over it in turn.
 */
final class WindowedSource implements Source {
  interface Place {
    /** Reads some bytes from {@code at} on, at least one, or gives -1 at the end. */
    int read(ByteBuffer into, long at) throws IOException;
  }

  private static final int WINDOW = 1 << 12;

  private final String where;
  private final long size;
  private final Place place;
  private final Closeable owned;
  private final ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
  private long begin;

  /** @param owned is closed with it */
  WindowedSource(String where, long size, Place place, Closeable owned) {
    this.where = where;
    this.size = size;
    this.place = place;
    this.owned = owned;
  }

  @Override public long size() { return size; }

  @Override public synchronized ByteBuffer part(long at, int length) {
    if (length > WINDOW) {
      ByteBuffer large = ByteBuffer.allocate(length);
      read(at, large);
      return large.flip();
    }
    if (at < begin || at + length > begin + window.limit()) move(at);
    int from = (int) (at - begin);
    return ByteBuffer.wrap(Arrays.copyOfRange(window.array(), from, from + length));
  }

  private void move(long at) {
    begin = at;
    window.clear().limit((int) Math.min(WINDOW, size - at));
    read(at, window);
    window.flip();
  }

  @Override public synchronized void read(long at, ByteBuffer into) {
    try {
      for (long next = at; into.hasRemaining();) {
        int got = place.read(into, next);
        refuseUnless(got > 0, "%s: must not change while it is read, got %d bytes instead of %d; try again", where, next, size);
        next += got;
      }
    } catch (IOException e) {
      throw new KeravaException(where + ": cannot be read (" + e + "); check that it is a file and may be read", e);
    }
  }

  @Override public void close() {
    try {
      owned.close();
    } catch (IOException e) {
      throw new KeravaException(where + ": cannot be closed (" + e + ")", e);
    }
  }
}
