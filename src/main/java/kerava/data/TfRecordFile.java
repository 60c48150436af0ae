package kerava.data;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import kerava.FormatException;
import kerava.config.Limits;

/**
 * The records of a TFRecord file: length, its checksum, bytes, their checksum. The checksums are checked.
 * Source: TensorFlow {@code tsl/lib/io/record_reader.cc}, {@code lib/hash/crc32c.h}.
 */
final class TfRecordFile implements Closeable {
  private static final int HEADER = 12, FOOTER = 4, MASK_DELTA = 0xa282ead8, GZIP = 0x8b1f;
  private static final String DAMAGED = "; the file is damaged, fetch or write it again";

  private final Path file;
  private final InputStream in;
  /** Of the record that comes next, from 0, and the byte where it begins. */
  private long record, at;

  TfRecordFile(Path file) {
    this.file = file;
    FileInput.size(file);
    try {
      in = new BufferedInputStream(Files.newInputStream(file));
    } catch (IOException e) {
      throw FileInput.unreadable(file, e);
    }
  }

  /** What the record that {@link #next} gave last is called. */
  String last() { return file + ", record " + (record - 1); }

  /** The next record; null: there is none. */
  byte[] next() {
    try {
      byte[] header = in.readNBytes(HEADER);
      if (header.length == 0) return null;
      if (record == 0 && header.length > 1 && little(header).getShort(0) == (short) GZIP)
        throw new FormatException(file + ": is compressed by gzip, which is not read; unpack it first");
      if (header.length < HEADER) throw cut("its length", header.length);
      expect("length", header, 8, little(header).getInt(8));
      byte[] bytes = body(little(header).getLong(0));
      record++;
      at += HEADER + bytes.length + FOOTER;
      return bytes;
    } catch (IOException e) {
      throw FileInput.unreadable(file, e);
    }
  }

  private byte[] body(long length) throws IOException {
    if (length < 0 || length > Limits.LONGEST_ARRAY - FOOTER)
      throw new FormatException(where() + ": is of " + Long.toUnsignedString(length) + " bytes, more than an array holds" + DAMAGED);
    byte[] bytes = in.readNBytes((int) length);
    if (bytes.length < length) throw cut("its " + length + " bytes", bytes.length);
    byte[] footer = in.readNBytes(FOOTER);
    if (footer.length < FOOTER) throw cut("the checksum of its bytes", footer.length);
    expect("bytes", bytes, bytes.length, little(footer).getInt(0));
    return bytes;
  }

  private static ByteBuffer little(byte[] bytes) { return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN); }

  private void expect(String what, byte[] bytes, int length, int masked) {
    CRC32C sum = new CRC32C();
    sum.update(bytes, 0, length);
    int crc = (int) sum.getValue();
    if (Integer.rotateRight(crc, 15) + MASK_DELTA != masked)
      throw new FormatException(
          where() + ": the checksum (CRC32C) of its " + what + " is wrong"
              + (record == 0 && what.equals("length")
                  ? "; is it a TFRecord file?"
                  : DAMAGED));
  }

  private FormatException cut(String what, int got) {
    return new FormatException(where() + ": truncated: the file ends within " + what + ", after " + got + DAMAGED);
  }

  private String where() { return file + ", record " + record + " at byte " + at; }

  @Override public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw FileInput.unreadable(file, e);
    }
  }
}
