package kerava.files;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;

/** The number and the checksum of all bytes of a content. */
final class Sum extends OutputStream {
  private final CRC32 crc = new CRC32();
  private long size;

  Sum(Content content) {
    try {
      content.writeTo(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long size() { return size; }

  long crc() { return crc.getValue(); }

  @Override public void write(int b) {
    crc.update(b);
    size++;
  }

  @Override public void write(byte[] bytes, int at, int length) {
    crc.update(bytes, at, length);
    size += length;
  }
}
