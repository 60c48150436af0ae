package kerava.files;

import java.nio.ByteBuffer;

/** See {@link Source#slice}. */
record SourcePart(Source whole, long from, long size) implements Source {
  @Override public ByteBuffer part(long at, int length) { return whole.part(from + at, length); }

  @Override public void read(long at, ByteBuffer into) { whole.read(from + at, into); }

  @Override public void close() {}
}
