package kerava.files;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip archive whose members are stored, not deflated, and have no time: the same members give the same bytes, as Keras and NumPy write
 * them.
 */
public final class StoredZip implements Content {
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private record Member(String name, Content content, Sum sum) {}

  private final List<Member> members;

  /** Sums up every member, which its header needs, once. */
  public StoredZip(Map<String, Content> members) {
    this.members = members.entrySet().stream().map(member -> new Member(member.getKey(), member.getValue(), new Sum(member.getValue())))
        .toList();
  }

  @Override public void writeTo(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    for (Member member : members) {
      ZipEntry entry = new ZipEntry(member.name());
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(member.sum().size());
      entry.setCrc(member.sum().crc());
      entry.setTimeLocal(NO_TIME);
      zip.putNextEntry(entry);
      member.content().writeTo(zip);
      zip.closeEntry();
    }
    zip.finish();
  }
}
