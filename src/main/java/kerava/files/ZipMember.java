package kerava.files;

import static kerava.FormatException.refuseUnless;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import kerava.config.Limits;

/** Reads one member of a zip archive: what it declares is checked before anything is made for it, what it gives is counted, and so is its checksum. */
public final class ZipMember {
  private ZipMember() {}

  public interface Reader<T> {
    /** Reads all of {@code in}, which should give {@code size} bytes. */
    T read(InputStream in, long size) throws IOException;
  }

  /** @param where the file and the member, for messages */
  public static <T> T read(ZipFile zip, ZipEntry entry, String where, Limits limits, Reader<T> reader) throws IOException {
    refuseUnless(entry.getMethod() == ZipEntry.STORED || entry.getMethod() == ZipEntry.DEFLATED,
        "%s: must be stored or deflated, got compression method %d; save it again", where, entry.getMethod());
    long stored = entry.getCompressedSize(), file = Files.size(Path.of(zip.getName()));
    refuseUnless(stored <= file, "%s: must be a part of the file of %d bytes, got %d; it is truncated or damaged", where, file, stored);
    Inflated.check(where, entry.getSize(), stored, limits);
    CRC32 sum = new CRC32();
    T read;
    try (InputStream in = new CheckedInputStream(new Inflated(zip.getInputStream(entry), () -> stored, where, limits), sum)) {
      read = reader.read(in, entry.getSize());
    }
    refuseUnless(sum.getValue() == entry.getCrc(), "%s: damaged: the checksum must be %08x, got %08x; fetch or save the file again", where,
        entry.getCrc(), sum.getValue());
    return read;
  }
}
