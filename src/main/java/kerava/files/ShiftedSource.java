package kerava.files;

import java.nio.ByteBuffer;

/** See {@link Source#from}. */
record ShiftedSource(Source whole, long begin) implements Source {
  @Override public long size() { return whole.size() - begin; }

  @Override public ByteBuffer part(long at, int length) { return whole.part(begin + at, length); }

  @Override public void read(long at, ByteBuffer into) { whole.read(begin + at, into); }

  @Override public void close() { whole.close(); }
}
