package kerava.files;

import static kerava.FormatException.refuseUnless;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
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
    check(zip, entry, where, limits);
    long stored = entry.getCompressedSize();
    CRC32 sum = new CRC32();
    T read;
    try (InputStream in = new CheckedInputStream(new Inflated(zip.getInputStream(entry), () -> stored, where, limits), sum)) {
      read = reader.read(in, entry.getSize());
    }
    refuseUnless(sum.getValue() == entry.getCrc(), "%s: damaged: the checksum must be %08x, got %08x; fetch or save the file again", where,
        entry.getCrc(), sum.getValue());
    return read;
  }

  /** Refuses what a member declares, if it could not be read; nothing of it is. */
  public static void check(ZipFile zip, ZipEntry entry, String where, Limits limits) throws IOException {
    refuseUnless(entry.getMethod() == ZipEntry.STORED || entry.getMethod() == ZipEntry.DEFLATED,
        "%s: must be stored or deflated, got compression method %d; save it again", where, entry.getMethod());
    long stored = entry.getCompressedSize(), file = Files.size(Path.of(zip.getName()));
    refuseUnless(stored <= file, "%s: must be a part of the file of %d bytes, got %d; it is truncated or damaged", where, file, stored);
    Inflated.check(where, entry.getSize(), stored, limits);
  }

  /** All bytes of a small member. */
  public static byte[] bytes(ZipFile zip, ZipEntry entry, String where, Limits limits) throws IOException {
    return read(zip, entry, where, limits, (in, size) -> {
      byte[] bytes = in.readNBytes((int) size);
      checkSize(where, size, bytes.length, in);
      return bytes;
    });
  }

  /** A large member: read once for its checksum, then, if it is stored, from where it lies in {@code zip}, which must stay open. */
  public static Source source(ZipFile zip, ZipEntry entry, String where, Limits limits) throws IOException {
    if (entry.getMethod() != ZipEntry.STORED) return Source.of(bytes(zip, entry, where, limits));
    long size = count(zip, entry, where, limits);
    StoredPlace place = new StoredPlace(zip, entry);
    return new WindowedSource(where, size, place, place);
  }

  /** Reads a member without keeping anything, and gives its size: so that room is made only for what is there. */
  public static long count(ZipFile zip, ZipEntry entry, String where, Limits limits) throws IOException {
    return read(zip, entry, where, limits, (in, declared) -> {
      byte[] part = new byte[1 << 16];
      long length = 0;
      for (int got = 0; got >= 0 && length <= declared; length += Math.max(got, 0)) got = in.read(part);
      checkSize(where, declared, length, in);
      return length;
    });
  }

  private static void checkSize(String where, long declared, long got, InputStream in) throws IOException {
    refuseUnless(got == declared && in.read() < 0,
        "%s: must have the %d bytes that it declares, got %s; fetch or save the file again", where, declared,
        got < declared ? got : "more");
  }

  /** A stream over stored bytes skips without reading; one that has gone too far is opened again. */
  private static final class StoredPlace implements WindowedSource.Place, java.io.Closeable {
    private final ZipFile zip;
    private final ZipEntry entry;
    private InputStream in = InputStream.nullInputStream();
    private long next = Long.MAX_VALUE;

    StoredPlace(ZipFile zip, ZipEntry entry) {
      this.zip = zip;
      this.entry = entry;
    }

    @Override public int read(ByteBuffer into, long at) throws IOException {
      if (at < next) {
        in.close();
        in = zip.getInputStream(entry);
        next = 0;
      }
      in.skipNBytes(at - next);
      int got = in.read(into.array(), into.arrayOffset() + into.position(), into.remaining());
      into.position(into.position() + Math.max(got, 0));
      next = at + Math.max(got, 0);
      return got;
    }

    @Override public void close() throws IOException { in.close(); }
  }
}
