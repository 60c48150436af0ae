package kerava.files;

import static kerava.FormatException.refuseUnless;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import kerava.config.Limits;

/**
 * A zip archive, read only if all readers see the same in it: its members lie side by side from its first byte to its directory, each one's
 * own header says what the directory says of it, and the directory's end is the file's. Nothing is unpacked to the disk. Source:
 * APPNOTE.TXT 6.3.10.
 */
public final class ZipArchive implements Closeable {
  private final Source source;
  private final List<ZipMember> members;

  private ZipArchive(Source source, List<ZipMember> members) {
    this.source = source;
    this.members = members;
  }

  /**
   * Reads the directory and every header, and no member.
   *
   * @param most members
   * @param what a member is called in messages about the limit
   */
  public static ZipArchive open(Path path, int most, String what, Limits limits) {
    Source source = Source.open(path, limits);
    try {
      return of(source, path.toString(), most, what);
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /** The same, of what is open already. */
  public static ZipArchive of(Source source, String name, int most, String what) {
    return new ZipArchive(source, read(source, name, most, what));
  }

  /** In the order of the directory. */
  public List<ZipMember> members() { return members; }

  /** All bytes of the file. */
  public Source source() { return source; }

  @Override public void close() { source.close(); }

  private static List<ZipMember> read(Source source, String file, int most, String what) {
    ZipDirectory directory = ZipDirectory.find(source, file);
    Limits.check(file, what, directory.entries(), most);
    List<DirectoryEntry> entries = directory.read();
    List<DirectoryEntry> lying = new ArrayList<>(entries);
    lying.sort(Comparator.comparingLong(DirectoryEntry::at));
    ZipMember[] members = new ZipMember[entries.size()];
    for (int i = 0; i < members.length; i++) {
      DirectoryEntry entry = lying.get(i);
      refuseUnless(entry.at() <= directory.at(), "%s: must lie before the archive's directory at byte %d, got %d; the file is damaged",
          entry.where(),
          directory.at(), entry.at());
      members[entry.index()] = new LocalHeader(source, entry).member(i + 1 < members.length ? lying.get(i + 1).at() : directory.at());
    }
    long begin = lying.isEmpty() ? directory.at() : lying.get(0).at();
    refuseUnless(begin == 0, "%s: the archive must begin with the file, got %d bytes before it; save the file again", file, begin);
    return List.of(members);
  }
}
