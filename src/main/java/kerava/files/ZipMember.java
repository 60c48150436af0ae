package kerava.files;

import static kerava.FormatException.refuseUnless;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import kerava.FormatException;
import kerava.config.Limits;

/**
 * One member of a zip archive: what it declares is checked before anything is made for it, what it gives is counted, and so is its
 * checksum.
 */
public final class ZipMember {
  static final int STORED = 0, DEFLATED = 8;

  private final Source archive;
  private final DirectoryEntry entry;
  private final long at;

  /** @param at where its data begins */
  ZipMember(Source archive, DirectoryEntry entry, long at) {
    this.archive = archive;
    this.entry = entry;
    this.at = at;
  }

  public interface Reader<T> {
    /** Reads all of {@code in}, which should give {@code size} bytes. */
    T read(InputStream in, long size) throws IOException;
  }

  public String name() { return entry.name(); }

  /** Bytes, as it declares it. */
  public long size() { return entry.size(); }

  /** Bytes that it takes in the archive. */
  public long stored() { return entry.stored(); }

  /** Where in the file its data begins, if it lies there as it is; else -1. */
  public long place() { return entry.method() == STORED ? at : -1; }

  /** @param where the file and the member, for messages */
  public <T> T read(String where, Limits limits, Reader<T> reader) {
    try (Opened opened = open(where, limits)) {
      T read = reader.read(opened.stream(), entry.size());
      opened.finish();
      return read;
    } catch (IOException e) {
      throw damaged(where, e);
    }
  }

  /** The same, read by the caller, who closes it. The archive must stay open. */
  public Opened open(String where, Limits limits) {
    check(where, limits);
    return new Opened(where, limits);
  }

  public static FormatException damaged(String where, IOException e) {
    return new FormatException(where + ": damaged: its compressed bytes end too early, or are none (" + e.getMessage()
        + "); fetch or save the file again", e);
  }

  /** What a member holds, as it comes. */
  public final class Opened implements Closeable {
    private final String where;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 sum = new CRC32();
    private final InputStream stream;

    private Opened(String where, Limits limits) {
      this.where = where;
      InputStream raw = new SourceStream(archive, at, entry.stored());
      InputStream plain = entry.method() == STORED ? raw : new InflaterInputStream(raw, inflater, 1 << 13);
      stream = new CheckedInputStream(new Inflated(plain, entry::stored, where, limits), sum);
    }

    public InputStream stream() { return stream; }

    /** Refuses a member that has not ended, or whose checksum is another. */
    public void finish() throws IOException {
      refuseUnless(stream.read() < 0 && (entry.method() == STORED || inflater.getBytesRead() == entry.stored()),
          "%s: must have the %d bytes that it declares, got more; fetch or save the file again", where, entry.size());
      refuseUnless(sum.getValue() == entry.crc(), "%s: damaged: the checksum must be %08x, got %08x; fetch or save the file again", where,
          entry.crc(), sum.getValue());
    }

    @Override public void close() throws IOException {
      stream.close();
      inflater.end();
    }
  }

  /** Refuses what it declares, if it could not be read; nothing of it is. */
  public void check(String where, Limits limits) { Inflated.check(where, entry.size(), entry.stored(), limits); }

  /** All bytes of a small member. */
  public byte[] bytes(String where, Limits limits) {
    return read(where, limits, (in, size) -> {
      byte[] bytes = in.readNBytes((int) size);
      checkSize(where, size, bytes.length);
      return bytes;
    });
  }

  /** A large member: read once for its checksum, then, if it is stored, from where it lies in the archive, which must stay open. */
  public Source source(String where, Limits limits) {
    if (entry.method() != STORED) return Source.of(bytes(where, limits));
    return archive.slice(at, count(where, limits));
  }

  /** Reads it without keeping anything, and gives its size: so that room is made only for what is there. */
  public long count(String where, Limits limits) {
    return read(where, limits, (in, declared) -> {
      byte[] part = new byte[1 << 16];
      long length = 0;
      for (int got = 0; got >= 0 && length <= declared; length += Math.max(got, 0)) got = in.read(part);
      checkSize(where, declared, length);
      return length;
    });
  }

  private static void checkSize(String where, long declared, long got) {
    refuseUnless(got == declared, "%s: must have the %d bytes that it declares, got %s; fetch or save the file again", where, declared,
        got < declared ? got : "more");
  }
}
