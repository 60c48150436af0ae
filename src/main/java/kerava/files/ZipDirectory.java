package kerava.files;

import static kerava.FormatException.refuseUnless;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import kerava.FormatException;

/**
 * Where the directory of a zip archive lies, as the records at the end of the file say it, those of zip64 included.
 *
 * @param at its first byte
 * @param end behind its last byte
 */
record ZipDirectory(Source source, String file, long at, long end, long entries) {
  static final int END = 0x06054B50, ENTRY = 0x02014B50;
  private static final int END_64 = 0x06064B50, LOCATOR_64 = 0x07064B50;
  private static final int END_SIZE = 22, END_64_SIZE = 56, LOCATOR_SIZE = 20;
  private static final long NARROW = 0xFFFFL, WIDE = 0xFFFFFFFFL;

  static ZipDirectory find(Source source, String file) {
    long at = source.size() - END_SIZE;
    ByteBuffer end = at < 0 ? null : Bytes.at(source, at, END_SIZE);
    if (end == null || end.getInt(0) != END) throw new FormatException(missing(source, file));
    refuseUnless(end.getShort(20) == 0, "%s: the archive must end with its directory, got a comment; save the file again", file);
    long locator = at - LOCATOR_SIZE;
    boolean wide = locator >= 0 && Bytes.at(source, locator, 4).getInt(0) == LOCATOR_64;
    ZipDirectory found = wide
        ? wide(source, file, locator, end)
        : of(source, file, at, Bytes.u16(end, 4), Bytes.u16(end, 6), Bytes.u16(end, 8), Bytes.u16(end, 10), Bytes.u32(end, 12),
            Bytes.u32(end, 16));
    refuseUnless(found.at >= 0 && found.at <= found.end,
        "%s: the directory of the archive must be a part of the file, got one at byte %d; the file is damaged",
        file, found.at);
    return found;
  }

  /** What is wrong with a file that does not end as an archive does. */
  private static String missing(Source source, String file) {
    long behind = Signatures.behindZip(source);
    return behind < 0
        ? file + ": truncated: a zip archive without the directory at its end; fetch or save the file again"
        : file + ": the archive must end with its directory, got " + behind + " bytes behind it; save the file again";
  }

  /** Zip64: what does not fit into the narrow record stands in a wide one; what does must be the same in both. */
  private static ZipDirectory wide(Source source, String file, long locator, ByteBuffer end) {
    ByteBuffer found = Bytes.at(source, locator, LOCATOR_SIZE);
    long at = locator - END_64_SIZE;
    boolean whole = at >= 0 && found.getLong(8) == at && found.getInt(4) == 0 && found.getInt(16) == 1;
    ByteBuffer wide = whole ? Bytes.at(source, at, END_64_SIZE) : null;
    refuseUnless(whole && wide.getInt(0) == END_64 && wide.getLong(4) == END_64_SIZE - 12,
        "%s: the zip64 records of the archive must lie side by side at its end; save the file again", file);
    int[] narrowAt = {4, 6, 8, 10, 12, 16}, wideAt = {16, 20, 24, 32, 40, 48};
    long[] values = new long[narrowAt.length];
    for (int i = 0; i < values.length; i++) {
      boolean isShort = i < 4;
      long narrow = isShort ? Bytes.u16(end, narrowAt[i]) : Bytes.u32(end, narrowAt[i]);
      values[i] = i < 2 ? Bytes.u32(wide, wideAt[i]) : wide.getLong(wideAt[i]);
      refuseUnless(narrow == values[i] || narrow == (isShort ? NARROW : WIDE),
          "%s: the two ends of the archive, plain and zip64, must agree, got %d and %d; save the file again", file, narrow, values[i]);
    }
    return of(source, file, at, values[0], values[1], values[2], values[3], values[4], values[5]);
  }

  private static ZipDirectory of(Source source, String file, long end, long disk, long first, long here, long entries, long size, long at) {
    refuseUnless(disk == 0 && first == 0 && here == entries, "%s: an archive must be one file, got part %d of several; put it together",
        file, disk + 1);
    refuseUnless(size >= 0 && size == end - at,
        "%s: the directory of the archive must reach to its end, from byte %d to %d, got %d bytes; save the file again",
        file, at, end, size);
    return new ZipDirectory(source, file, at, end, entries);
  }

  List<DirectoryEntry> read() {
    List<DirectoryEntry> found = new ArrayList<>();
    long next = at;
    for (int i = 0; i < entries; i++) {
      DirectoryEntry entry = DirectoryEntry.read(source, file, next, end, i);
      next = entry.end();
      found.add(entry);
    }
    refuseUnless(next == end, "%s: the directory of the archive must hold the %d members that it declares, got more; save the file again",
        file,
        entries);
    return found;
  }
}
