package kerava.files;

import java.nio.ByteBuffer;

/** See {@link Source#of}. */
record ArraySource(ByteBuffer bytes) implements Source {
  @Override public long size() { return bytes.capacity(); }

  @Override public ByteBuffer part(long at, int length) { return bytes.slice((int) at, length); }

  @Override public void read(long at, ByteBuffer into) { into.put(bytes.slice((int) at, into.remaining())); }

  @Override public void close() {}
}
