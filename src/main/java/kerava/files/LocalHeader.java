package kerava.files;

import static kerava.FormatException.refuseUnless;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A member's own header, which readers of streams go by, held against the directory's entry for it, which others go by. */
final class LocalHeader {
  private static final int SIGNATURE = 0x04034B50, DESCRIPTOR = 0x08074B50, FIXED = 30;

  private final Source source;
  private final DirectoryEntry entry;

  LocalHeader(Source source, DirectoryEntry entry) {
    this.source = source;
    this.entry = entry;
  }

  /** {@code end}: where the next part of the archive begins. */
  ZipMember member(long end) {
    long room = end - entry.at() - FIXED;
    ByteBuffer fixed = room >= 0 ? Bytes.at(source, entry.at(), FIXED) : null;
    refuseUnless(fixed != null && fixed.getInt(0) == SIGNATURE, "%s: must have a header of its own at byte %d; the file is damaged",
        entry.where(),
        entry.at());
    int nameLength = Bytes.u16(fixed, 26), extra = Bytes.u16(fixed, 28);
    long data = entry.at() + FIXED + nameLength + extra;
    refuseUnless(data <= end && entry.stored() <= end - data,
        "%s: must end at byte %d, where the next part begins, got %d bytes from %d on: parts of an "
            + "archive lie side by side; save the file again",
        entry.where(), end, entry.stored(), data);
    byte[] name = new byte[nameLength];
    source.read(entry.at() + FIXED, ByteBuffer.wrap(name));
    agree("name", Utf8.printable(name), entry.name(), Arrays.equals(name, entry.rawName()));
    agree("flags", Bytes.u16(fixed, 6), entry.flags());
    agree("compression method", Bytes.u16(fixed, 8), entry.method());
    long[] sizes = ZipExtra.wide(ZipExtra.read(Bytes.at(source, data - extra, extra), entry.name(), entry.where()), entry.where(),
        Bytes.u32(fixed, 22), Bytes.u32(fixed, 18));
    boolean later = entry.described() && Bytes.u32(fixed, 14) == 0 && sizes[0] == 0 && sizes[1] == 0;
    if (!later) {
      agree("checksum", Bytes.u32(fixed, 14), entry.crc());
      agree("size", sizes[0], entry.size());
      agree("stored size", sizes[1], entry.stored());
    }
    checkDescriptor(data + entry.stored(), end);
    return new ZipMember(source, entry, data);
  }

  /** What a writer that cannot go back says behind the member: with or without a signature, in narrow or wide numbers. */
  private void checkDescriptor(long at, long end) {
    int length = (int) Math.min(end - at, 25), number = length > 16 ? 8 : 4, signature = length % 8 == 0 ? 4 : 0;
    refuseUnless(entry.described() ? length >= 12 && length <= 24 && length % 4 == 0 : length == 0,
        "%s: must end where the next part begins, at byte %d, got %d bytes between them; save the file again", entry.where(), end,
        end - at);
    if (length == 0) return;
    ByteBuffer told = Bytes.at(source, at, length);
    refuseUnless(signature == 0 || told.getInt(0) == DESCRIPTOR, "%s: what follows it must be its description; save the file again",
        entry.where());
    agree("checksum", Bytes.u32(told, signature), entry.crc());
    agree("stored size", number(told, signature + 4, number), entry.stored());
    agree("size", number(told, signature + 4 + number, number), entry.size());
  }

  private static long number(ByteBuffer bytes, int at, int width) { return width == 4 ? Bytes.u32(bytes, at) : bytes.getLong(at); }

  private void agree(String what, long own, long directory) { agree(what, own, directory, own == directory); }

  private void agree(String what, Object own, Object directory, boolean equal) {
    refuseUnless(equal,
        "%s: its own header must agree with the archive's directory, got %s %s there and %s here; other programs would see another "
            + "file: save it again",
        entry.where(), what, own, directory);
  }
}
